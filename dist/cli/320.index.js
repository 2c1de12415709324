export const id = 320;
export const ids = [320];
export const modules = {

/***/ 8139:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GM: () => (/* binding */ readAccount),
/* harmony export */   I9: () => (/* binding */ parseAccounts),
/* harmony export */   lj: () => (/* binding */ parseObject)
/* harmony export */ });
/* harmony import */ var _base_secret_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1690);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8288);


/**
 * Reads the accounts from a storage as lego writes it: JSON, `{"example.com": {"fulldomain", "subdomain", "username",
 * "password", "server_url"}}`.
 * @returns the accounts; what is wrong with the text when it is no storage, without any of it
 */
function parseAccounts(text) {
    const stored = parseObject(text);
    if (!stored)
        return { problem: 'holds no JSON object' };
    const accounts = new Map();
    for (const [domain, entry] of Object.entries(stored)) {
        const account = readAccount(entry);
        if (!account) {
            return { problem: `has no fulldomain, subdomain, username and password for ${domain}` };
        }
        accounts.set((0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalName */ .Ew)(domain), account);
    }
    return accounts;
}
/** Reads one account as a server or a storage gives it; undefined when a part is missing. */
function readAccount(entry) {
    if (typeof entry !== 'object' || entry === null)
        return undefined;
    const { fulldomain, subdomain, username, password } = entry;
    const isText = (value) => typeof value === 'string' && value !== '';
    if (![fulldomain, subdomain, username, password].every(isText))
        return undefined;
    return {
        home: (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalName */ .Ew)(fulldomain),
        subdomain: subdomain,
        username: new _base_secret_js__WEBPACK_IMPORTED_MODULE_0__/* .Secret */ .z(username),
        password: new _base_secret_js__WEBPACK_IMPORTED_MODULE_0__/* .Secret */ .z(password),
    };
}
/** A JSON object; undefined when the text is something else. */
function parseObject(text) {
    let parsed;
    try {
        parsed = JSON.parse(text);
    }
    catch (error) {
        // The message of a SyntaxError quotes the text, which is secret.
        if (error instanceof SyntaxError)
            return undefined;
        throw error;
    }
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
        ? parsed
        : undefined;
}


/***/ }),

/***/ 6152:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LH: () => (/* binding */ withRetries),
/* harmony export */   mX: () => (/* binding */ notFound),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   r3: () => (/* binding */ createJsonApi),
/* harmony export */   xP: () => (/* binding */ createApi)
/* harmony export */ });
/* harmony import */ var _base_bound_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9856);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5145);
/* harmony import */ var _base_poll_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5207);
/* harmony import */ var _base_retry_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1666);
/* harmony import */ var _base_user_agent_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3897);





const maxBytes = 16 * 1024 * 1024;
/**
 * Makes the function that talks to a provider's API. A login that is refused is not tried again: providers lock out
 * whoever does that for each name.
 */
function createApi(options) {
    const login = { isGood: false };
    return (request, bound) => withRetries(options.context, bound, async () => {
        if (login.refusal)
            throw login.refusal;
        const url = join(options.baseUrl, request);
        const sent = await prepare(options, { url, request }, bound);
        const response = await send(options, sent, bound);
        const meant = options.statusOf?.(response) ?? response.status;
        if (meant >= 200 && meant < 300) {
            login.isGood = true;
            return response.body;
        }
        if (request.absent?.(meant, response.body))
            return '';
        const { error, isLasting } = statusError(options, { ...sent, meant }, response);
        if (isLasting ?? (meant === 401 && !login.isGood))
            login.refusal = error;
        throw error;
    });
}
/** Whether a status says that there is no such thing; for `absent`. */
function notFound(status) {
    return status === 404;
}
/** Repeats what fails in a retryable way by the user's retry policy, and logs each pause. @throws as `retry` does */
function withRetries({ ports: { clock, random, log }, retry: policy }, bound, attempt) {
    const onRetry = (error, pauseMs) => log.info(`${error.message}; again in ${(0,_base_bound_js__WEBPACK_IMPORTED_MODULE_0__/* .seconds */ .YA)(pauseMs)}`);
    return (0,_base_retry_js__WEBPACK_IMPORTED_MODULE_3__/* .retry */ .L)({ clock, random, policy, bound, onRetry }, attempt);
}
/** Makes the function that talks to an API that answers in JSON. */
function createJsonApi(options) {
    const api = createApi(options);
    return async (request, bound) => {
        const body = await api(request, bound);
        return body.trim() === '' ? undefined : parseJson(options.title, body);
    };
}
/**
 * Reads a JSON body.
 * @throws AppError `dns-provider` when it isn't JSON: mostly the page of a proxy or of another service
 */
function parseJson(title, body) {
    try {
        return JSON.parse(body);
    }
    catch (error) {
        throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AppError */ .uV('dns-provider', `${title} answered with something that is no JSON`, { hint: 'Check that the URL is the API itself and not a web page or a proxy before it.' }, error);
    }
}
function join(base, { path, query = {} }) {
    const url = new URL(base);
    if (path !== '')
        url.pathname = `${base.pathname.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
    for (const [name, value] of Object.entries(query))
        url.searchParams.set(name, value);
    return url;
}
async function prepare({ authorize }, { url, request: { method, text, body: json, headers = {} } }, bound) {
    const body = text?.content ?? (json === undefined ? undefined : JSON.stringify(json));
    const outgoing = { method, url, body, headers };
    const authorization = (await authorize?.(outgoing, bound)) ?? {};
    return { ...outgoing, type: text?.type ?? 'application/json', authorization };
}
async function send({ title, headers: common, context }, { method, url, body, type, headers, authorization }, bound) {
    const revealed = Object.entries({ ...common, ...headers, ...authorization }).map(([name, value]) => [name, reveal(value)]);
    try {
        return await context.ports.http.request({
            method,
            url: url.href,
            headers: {
                accept: 'application/json',
                'user-agent': _base_user_agent_js__WEBPACK_IMPORTED_MODULE_4__/* .userAgent */ .N,
                ...(body === undefined ? {} : { 'content-type': type }),
                ...Object.fromEntries(revealed),
            },
            ...(body === undefined ? {} : { body }),
            timeoutMs: Math.min(context.requestTimeoutMs, bound.remainingMs()),
            maxBytes,
        }, bound.signal);
    }
    catch (error) {
        if (!(error instanceof _base_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .NetworkError */ .Dr))
            throw error;
        throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AppError */ .uV('dns-provider', `${title} can't be reached at ${shown(url)}: ${error.message}`, {
            hint: networkHints[error.failure],
            url: shown(url),
            retryable: lasting.has(error.failure) ? false : true,
        }, error);
    }
}
/** Failures that another attempt a little later won't mend. */
const lasting = new Set(['tls', 'proxy', 'too-large', 'unreadable']);
const networkHints = {
    timeout: 'Check that the server is up and that a firewall lets the runner through, or raise request-timeout.',
    unreachable: 'Check host and port in the URL, and that the server is up and reachable from the runner.',
    name: "Check the spelling of the URL's host, and that the runner's DNS knows it.",
    tls: "Check the server's certificate; for a private CA set NODE_EXTRA_CA_CERTS in the step's env.",
    reset: 'The server ended the connection: check its log, and whether the URL should be https instead of http.',
    proxy: 'The proxy refused the connection: check HTTPS_PROXY and its credentials, or name the host in NO_PROXY.',
    'too-large': 'Check that the URL is the API itself.',
    unreadable: 'Check that the URL is the API itself, and whether it should be https instead of http.',
};
function statusError({ title, headers, secrets = [], explain, context }, { url, method, meant, authorization }, response) {
    const { status } = response;
    const hidden = [...Object.values({ ...headers, ...authorization }), ...secrets];
    // Before it is cut, so that no part of a secret is left, and after its quotes are taken away.
    const said = redact(messageIn(redact(response.body, hidden)), hidden);
    const explanation = explain(meant, said) ?? generalExplanation(meant);
    const retryAfterMs = (0,_base_poll_js__WEBPACK_IMPORTED_MODULE_2__/* .parseRetryAfter */ .m)(response.headers['retry-after'], context.ports.clock.now());
    const retryable = explanation.retryable ?? (meant >= 500 || meant === 429);
    const error = new _base_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AppError */ .uV('dns-provider', `${title}: ${explanation.problem} (HTTP ${status} to ${method} ${shown(url)}${said === '' ? '' : `: ${said}`})`, {
        hint: explanation.hint,
        url: shown(url),
        lastStatus: String(status),
        retryable,
        ...(retryable && retryAfterMs !== undefined ? { retryAfterMs } : {}),
    });
    return { error, isLasting: explanation.lasting ?? (retryable ? false : undefined) };
}
function generalExplanation(status) {
    if (status >= 300 && status < 400) {
        return { problem: 'the URL redirects elsewhere', hint: 'Give the URL that it redirects to.' };
    }
    if (status === 429) {
        return {
            problem: 'too many requests',
            hint: 'Let other jobs that use this account finish, then run again.',
        };
    }
    return status >= 500
        ? { problem: 'the server failed', hint: "Look at the server's log, or at the provider's status page." }
        : { problem: 'the request was refused', hint: 'Check the URL and the credentials.' };
}
/** What an error body says: the field that most APIs have, else its first line. */
function messageIn(body) {
    const field = /"error_description"\s*:\s*"((?:[^"\\]|\\.){1,300})/.exec(body)?.[1] ??
        /"(?:error|message|Message|detail|error_description|reason)"\s*:\s*"((?:[^"\\]|\\.){1,300})"/.exec(body)?.[1];
    const element = /<Message>([^<]{1,300})<\/Message>/.exec(body)?.[1];
    if (element !== undefined)
        return element.trim();
    const text = field === undefined ? (/^\s*</.test(body) ? '' : body) : field.replaceAll('\\"', '"');
    return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}
/** What is secret in a header is the part after the scheme, and a server may repeat that alone. */
function redact(text, sent) {
    const secrets = sent.filter((value) => typeof value !== 'string').map((secret) => secret.reveal());
    return secrets
        .flatMap((secret) => [secret, secret.replace(/^\S+ /, '')])
        .filter((secret) => secret !== '')
        .reduce((told, secret) => told.replaceAll(secret, '***'), text);
}
function reveal(value) {
    return typeof value === 'string' ? value : value.reveal();
}
/** Without the query, which may hold a token. */
function shown({ origin, pathname }) {
    return `${origin}${pathname}`;
}


/***/ }),

/***/ 8320:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  registerAcmeDns: () => (/* binding */ registerAcmeDns)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./build/base/bound.js
var base_bound = __webpack_require__(9856);
// EXTERNAL MODULE: ./build/base/errors.js
var errors = __webpack_require__(5145);
// EXTERNAL MODULE: ./build/base/nearest.js
var nearest = __webpack_require__(578);
// EXTERNAL MODULE: ./build/challenge/delegation.js
var delegation = __webpack_require__(7306);
// EXTERNAL MODULE: ./build/dns/acme-dns-accounts.js
var acme_dns_accounts = __webpack_require__(8139);
// EXTERNAL MODULE: ./build/dns/api.js
var dns_api = __webpack_require__(6152);
// EXTERNAL MODULE: ./build/report/zone-line.js
var zone_line = __webpack_require__(9388);
// EXTERNAL MODULE: ./build/settings/grammar/identifiers.js + 1 modules
var identifiers = __webpack_require__(1751);
// EXTERNAL MODULE: ./build/settings/misfit.js
var misfit = __webpack_require__(1068);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./build/steps/accounts-file.js






/** Another command may take its whole time; whoever waits for it wants to know sooner. */
const [patienceMs, pauseMs] = [20_000, 250];
/**
 * Opens the file for one command: another one that wants it waits, so that neither loses the other's accounts. Where
 * nothing can be written, that shows before `work` begins.
 * @throws AppError `delivery` when the file can't be read or written, or another command holds it for long
 */
async function withAccountsFile(path, { world, bound }, work) {
    const lock = `${path}.lock`;
    await take(lock, { path, world, bound });
    try {
        const accounts = read(path, world);
        await work({
            accounts,
            add(name, entry) {
                accounts[name] = entry;
                write(path, accounts);
            },
        });
    }
    finally {
        await (0,promises_.rm)(lock, { force: true });
    }
}
async function take(lock, { path, world: { clock, log }, bound }) {
    const startedAt = clock.monotonic();
    for (let tries = 1; !(await create(lock, path)); tries += 1) {
        if (clock.monotonic() - startedAt >= patienceMs) {
            throw new errors/* AppError */.uV('delivery', `Another command holds the storage ${path}: ${lock} is there`, {
                hint: `Wait until it has ended; if none is running, remove ${lock}.`,
            });
        }
        if (tries === 1)
            log.info(`Waiting for another command that holds ${path}.`);
        await (0,base_bound/* sleep */.yy)(clock, pauseMs, bound.signal);
    }
}
/** @returns whether it is ours */
async function create(lock, path) {
    try {
        await (0,promises_.writeFile)(lock, '', { mode: 0o600, flag: 'wx' });
        return true;
    }
    catch (error) {
        if (error.code === 'EEXIST')
            return false;
        throw unusable(path, `can't be written: ${(0,errors/* messageOf */.bD)(error)}`, error);
    }
}
function read(path, { readText }) {
    let text;
    try {
        text = readText(path);
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return {};
        throw unusable(path, `can't be read: ${(0,errors/* messageOf */.bD)(error)}`, error);
    }
    const stored = (0,acme_dns_accounts/* parseAccounts */.I9)(text);
    if ('problem' in stored)
        throw unusable(path, stored.problem);
    return (0,acme_dns_accounts/* parseObject */.lj)(text) ?? {};
}
/** Whoever reads the file meanwhile has the old or the new one, whole. */
function write(path, accounts) {
    const temporary = `${path}.${(0,external_node_crypto_.randomUUID)()}`;
    try {
        (0,external_node_fs_.writeFileSync)(temporary, `${JSON.stringify(accounts, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
        (0,external_node_fs_.renameSync)(temporary, path);
    }
    catch (error) {
        (0,external_node_fs_.rmSync)(temporary, { force: true });
        throw unusable(path, `can't be written: ${(0,errors/* messageOf */.bD)(error)}`, error);
    }
}
function unusable(path, problem, cause) {
    const hint = 'Give another file with --storage, or one that lego or this command wrote.';
    return new errors/* AppError */.uV('delivery', `The storage ${path} ${problem}`, { hint }, cause);
}

;// CONCATENATED MODULE: ./build/steps/register-acme-dns.js











/** The whole command, and one request. */
const [totalMs, requestMs] = [60_000, 15_000];
const registerUsage = `Usage: npx node dist/cli/index.js acme-dns register NAME [NAME ...] --server URL [--storage FILE]
         [--allow-from CIDR,...]

Makes an account at an acme-dns server for each NAME that has none in FILE, adds it there, and tells the CNAME records
to create. FILE is what lego stores, too; only you can read it. --server, --storage and --allow-from may be given as
ACME_DNS_API_BASE, ACME_DNS_STORAGE_PATH (else acme-dns-accounts.json) and ACME_DNS_ALLOWLIST.`;
/**
 * The command `acme-dns register`: makes accounts at an acme-dns server, and tells what to do with them; no password
 * is ever shown.
 * @param args what follows `acme-dns`
 * @throws ConfigError, AppError `dns-provider` or `delivery`
 */
async function registerAcmeDns(args, world) {
    const { clock, log, cancelled } = world;
    if (args.includes('--help') || args.includes('-h'))
        return log.info(registerUsage);
    const order = readOrder(args, world.env);
    const budget = (0,base_bound/* startBudget */.cg)(clock, totalMs);
    const cancel = () => budget.cancel(new errors/* AppError */.uV('cancelled', 'Ended before all names were registered'));
    cancelled.addEventListener('abort', cancel, { once: true });
    try {
        await withAccountsFile(order.storage, { world, bound: budget.work }, async (file) => {
            for (const name of order.names) {
                const known = (0,acme_dns_accounts/* readAccount */.GM)(file.accounts[name]);
                const entry = known ? undefined : await register(order, world, budget.work);
                const account = known ?? (0,acme_dns_accounts/* readAccount */.GM)(entry);
                if (!account)
                    throw noAccountIn(order.server);
                if (!known)
                    file.add(name, entry);
                log.info(known ? `${name} has an account in ${order.storage}.` : `${name} has got an account.`);
                log.info(`  ${(0,zone_line/* zoneLine */.N)({ name: (0,delegation/* challengeName */.Vm)(name), type: 'CNAME', value: account.home })}`);
            }
        });
    }
    finally {
        cancelled.removeEventListener('abort', cancel);
        budget.close();
    }
    log.info(nextSteps(order));
}
function readOrder(args, env) {
    const { values, positionals } = parse(args);
    const [verb, ...given] = positionals;
    const faults = [];
    const refuse = (input, problem, remedy) => faults.push({ input, problem, remedy });
    if (verb !== 'register')
        refuse('acme-dns', 'only `register` can be asked of it', registerUsage);
    const names = given.flatMap((name) => nameOf(name, faults));
    if (verb === 'register' && given.length === 0)
        refuse('acme-dns register', 'no name', registerUsage);
    const server = values.server ?? env['ACME_DNS_API_BASE'] ?? '';
    if (!URL.canParse(server) || !/^https?:/i.test(server))
        refuse('--server', 'no http or https URL', remedyFor(server));
    else if (new URL(server).username !== '' || new URL(server).password !== '')
        refuse('--server', 'holds credentials, which would be stored and shown', 'Give the URL without them.');
    if (faults.length > 0)
        throw new errors/* ConfigError */.xL(faults);
    const allowed = values['allow-from'] ?? env['ACME_DNS_ALLOWLIST'] ?? '';
    return {
        names: [...new Set(names)],
        server: new URL(server),
        storage: values.storage ?? (env['ACME_DNS_STORAGE_PATH'] || 'acme-dns-accounts.json'),
        allowFrom: allowed.split(',').flatMap((network) => network.trim() || []),
    };
}
/** A server is often given by its name alone. */
function remedyFor(server) {
    const isHost = /^[\w.-]+\.[\w-]+(:\d+)?(\/[\w./-]*)?$/.test(server);
    return isHost ? `Give it as https://${server}` : 'Give the URL of an acme-dns server.';
}
const register_acme_dns_text = { type: 'string' };
const options = { server: register_acme_dns_text, storage: register_acme_dns_text, 'allow-from': register_acme_dns_text };
function parse(args) {
    const { tokens, values, positionals } = (0,external_node_util_.parseArgs)({
        args: [...args],
        options,
        allowPositionals: true,
        strict: false,
        tokens: true,
    });
    const names = Object.keys(options);
    const faults = tokens.flatMap((token) => {
        if (token.kind !== 'option')
            return [];
        const { name, rawName, value, inlineValue } = token;
        if (!names.includes(name)) {
            const meant = (0,nearest/* nearestOf */.q)(name, names);
            const question = meant === undefined ? '' : `Did you mean --${meant}? `;
            return [{ input: rawName, problem: 'no such flag', remedy: `${question}${registerUsage}` }];
        }
        const isLeftOut = value === undefined || (!inlineValue && value.startsWith('-'));
        return isLeftOut ? [{ input: rawName, problem: 'no value', remedy: `Give one: ${rawName} VALUE.` }] : [];
    });
    if (faults.length > 0)
        throw new errors/* ConfigError */.xL(faults);
    // No flag is without its value here.
    return { positionals, values: values };
}
/** The name that is proven: a wildcard's record stands at its parent (RFC 8555 8.4). */
function nameOf(text, faults) {
    try {
        const { type, value } = (0,identifiers/* parseIdentifier */.f)(text.replace(/^_acme-challenge\./i, ''));
        if (type === 'dns')
            return [value.replace(/^\*\./, '')];
        faults.push({ input: text, problem: 'is an IP address', remedy: 'Only names can be proven by DNS.' });
    }
    catch (error) {
        if (!(error instanceof misfit/* Misfit */.$))
            throw error;
        faults.push(...error.complaints.map(({ problem, remedy }) => ({ input: JSON.stringify(text), problem, remedy })));
    }
    return [];
}
async function register({ server, allowFrom }, world, bound) {
    const { clock, random, log } = world;
    const ports = { clock, random, log, http: world.createHttp() };
    const api = (0,dns_api/* createJsonApi */.r3)({
        title: 'acme-dns',
        baseUrl: server,
        headers: {},
        context: { requestTimeoutMs: requestMs, retry: { retries: 2, intervalMs: 1_000 }, ports },
        explain: (status) => status === 404
            ? {
                problem: 'it registers nobody',
                hint: "Check --server; the server's registration may be turned off.",
            }
            : undefined,
    });
    const networks = allowFrom.length > 0 ? { body: { allowfrom: allowFrom } } : {};
    const entry = (await api({ method: 'POST', path: 'register', ...networks }, bound));
    return { ...entry, server_url: server.href };
}
function noAccountIn({ origin }) {
    return new errors/* AppError */.uV('dns-provider', `${origin} answered with something that is no account`, {
        hint: 'Check that --server is the URL of an acme-dns server.',
    });
}
function nextSteps({ names, server, storage }) {
    const records = names.length === 1 ? 'Create the CNAME record above' : 'Create the CNAME records above';
    return `
${records}, once, in place of whatever stands there. Whoever has ${storage} can prove these names:
keep it as a secret of the repository,

  gh secret set ACME_DNS_STORAGE < ${storage}

and give the step

  with:
    dns-provider: acme-dns
  env:
    ACME_DNS_API_BASE: ${server.href}
    ACME_DNS_STORAGE: \${{ secrets.ACME_DNS_STORAGE }}`;
}


/***/ })

};
