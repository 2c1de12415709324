export const id = 718;
export const ids = [718];
export const modules = {

/***/ 65337:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  providerSpecs: () => (/* binding */ providerSpecs),
  providers: () => (/* binding */ providers)
});

// UNUSED EXPORTS: findProvider, nearestProvider

// EXTERNAL MODULE: ./build/base/nearest.js
var base_nearest = __webpack_require__(50578);
// EXTERNAL MODULE: ./build/base/parallel.js
var parallel = __webpack_require__(74013);
// EXTERNAL MODULE: ./build/base/errors.js
var errors = __webpack_require__(45145);
// EXTERNAL MODULE: ./build/base/program-path.js
var program_path = __webpack_require__(35578);
// EXTERNAL MODULE: ./build/base/secret.js
var base_secret = __webpack_require__(31690);
;// CONCATENATED MODULE: ./build/dns/credentials.js




/** The longest TTL there is any use for. */
const longestTtlS = 86_400;
/** The variable for the TTL, which every provider has. @param standard seconds; providers refuse less than some have */
function ttlVariable(name, standard) {
    const description = 'TTL of the TXT records, seconds';
    return { name, description, required: false, secret: false, default: String(standard) };
}
/** A variable without which nothing works, and that nobody else may know. */
function secretVariable(name, description, ...aliases) {
    return { name, description, required: true, secret: true, ...(aliases.length > 0 ? { aliases } : {}) };
}
/** A variable that may be left out. */
function optionalVariable(name, description, more = {}) {
    return { name, description, required: false, secret: false, ...more };
}
/** What the runner sets, and the action's own inputs: nobody meant a provider's variable by one of these. */
const runnersOwn = /^(GITHUB|ACTIONS|RUNNER|INPUT|BOUNDED_ACME)_/;
/**
 * Reads a provider's variables as lego does: `NAME`, else the file that `NAME_FILE` names, else the default. What is
 * missing or wrong is collected in `faults`, and reads as an empty value until then.
 */
class CredentialReader {
    faults = [];
    #variables;
    #context;
    constructor(variables, context) {
        this.#variables = variables;
        this.#context = context;
    }
    /** The variable's text, `''` when it isn't set. */
    text(name) {
        const variable = this.#variable(name);
        const value = this.#given(variable) ?? variable.default;
        if (value !== undefined)
            return value;
        if (variable.required)
            this.refuse(name, 'is not set', `Set it in the step's env: ${variable.description}.`);
        return '';
    }
    /** Like `text`, wrapped; undefined when it isn't set. */
    secret(name) {
        const value = this.text(name);
        return value === '' ? undefined : new base_secret/* Secret */.z(value);
    }
    /** The path of the program that the input `hook` names, or else the variable. */
    hook(name) {
        const { hook } = this.#context;
        if (hook !== undefined)
            return this.#program({ input: 'hook', value: hook });
        const value = this.text(name);
        if (value !== '')
            return this.#program({ input: name, value });
        this.refuse(name, 'is not set', `Give the program in the input hook, or in ${name}.`);
        return '';
    }
    /** The path of the program that a variable names. */
    program(name) {
        const value = this.text(name);
        return value === '' ? '' : this.#program({ input: name, value });
    }
    /**
     * Refuses that of two variables, with as many aliases each, one comes under another name than the other: a secret
     * must not go to where somebody else pointed.
     */
    demandTogether(first, second) {
        const [names, partners] = [first, second].map((name) => {
            const variable = this.#variable(name);
            return [name, ...(variable.aliases ?? [])].map((alias) => ({ ...variable, name: alias, aliases: [] }));
        });
        for (const [at, variable] of (names ?? []).entries()) {
            const pair = [variable, partners?.[at] ?? variable];
            const missing = pair.filter((one) => this.#given(one) === undefined);
            if (missing.length === 0)
                return;
            if (missing.length === pair.length)
                continue;
            const [there, absent] = [pair.find((one) => !missing.includes(one))?.name, missing[0]?.name];
            const remedy = `Set it, or take ${there ?? ''} away: the two belong together.`;
            this.faults.push({ input: absent ?? '', problem: `is not set, but ${there ?? ''} is`, remedy });
            return;
        }
    }
    /** A whole number between `least` and `most`. */
    integer(name, { least, most }) {
        const text = this.text(name);
        const value = Number(text);
        if (/^\d+$/.test(text) && value >= least && value <= most)
            return value;
        this.refuse(name, 'is no such number', `Give a whole number from ${least} to ${most}.`);
        return least;
    }
    /** A TTL in seconds, at least what the provider takes. */
    ttl(name, least = 1) {
        return this.integer(name, { least, most: longestTtlS });
    }
    /** `<scheme> <secret>` for an Authorization header; empty when the secret isn't set. */
    authorization(name, scheme = 'Bearer') {
        return new base_secret/* Secret */.z(`${scheme} ${this.text(name)}`);
    }
    /** An `http` or `https` URL; credentials in it are refused, since URLs are logged. */
    url(name, credentialsGoTo) {
        const text = this.text(name);
        const placeholder = new URL('http://invalid.');
        if (text === '')
            return placeholder;
        if (!URL.canParse(text) || !/^https?:/i.test(text)) {
            this.refuse(name, 'is no http or https URL', 'Give it as https://host[:port]/path.');
            return placeholder;
        }
        const url = new URL(text);
        if (url.username !== '' || url.password !== '') {
            const fault = { input: name, problem: 'holds credentials' };
            this.faults.push({ ...fault, remedy: `Take them out of the URL: they belong in ${credentialsGoTo}.` });
        }
        return url;
    }
    /** Adds a fault; the value is told only when it isn't secret. */
    refuse(name, problem, remedy) {
        const variable = this.#variable(name);
        const given = this.#given(variable);
        const value = variable.secret ? undefined : given;
        const misnamed = given === undefined ? this.#misnamed(variable) : undefined;
        const rename = misnamed === undefined ? '' : `${misnamed} is set, but not read: rename it to ${name}. Else: `;
        const told = { problem, remedy: `${rename}${remedy}` };
        this.faults.push({ input: name, ...(value === undefined ? {} : { value }), ...told });
    }
    /** The variable of the step by whose name this one's was most likely meant; never one that is read as another. */
    #misnamed({ name, aliases = [] }) {
        const { env } = this.#context;
        const own = this.#variables.flatMap((variable) => [variable.name, ...(variable.aliases ?? [])]);
        const isRead = (candidate) => own.includes(candidate.replace(/_FILE$/, ''));
        const candidates = Object.keys(env).filter((candidate) => env[candidate]?.trim() && !isRead(candidate) && !runnersOwn.test(candidate));
        return [name, ...aliases].flatMap((wanted) => (0,base_nearest/* nearestOf */.q)(wanted, candidates) ?? [])[0];
    }
    #program(given) {
        const { env, ports } = this.#context;
        const found = (0,program_path/* programAt */.q)(given.value, { env, lookAt: ports.lookAt });
        if ('path' in found)
            return found.path;
        this.faults.push({ ...given, ...found });
        return '';
    }
    #variable(name) {
        const variable = this.#variables.find((candidate) => candidate.name === name);
        if (!variable)
            throw new Error(`${name} isn't listed in the provider's variables`);
        return variable;
    }
    #given({ name, aliases = [] }) {
        const { env } = this.#context;
        for (const candidate of [name, ...aliases]) {
            const value = env[candidate]?.trim() || this.#fromFile(candidate, env[`${candidate}_FILE`]);
            if (value)
                return value;
        }
        return undefined;
    }
    #fromFile(name, path) {
        if (!path)
            return undefined;
        try {
            return this.#context.ports.readText(path).trim();
        }
        catch (error) {
            const fault = { input: `${name}_FILE`, value: path, problem: `can't be read: ${(0,errors/* messageOf */.bD)(error)}` };
            if (!this.faults.some(({ input }) => input === fault.input)) {
                this.faults.push({ ...fault, remedy: 'Give the path of a file that the step can read.' });
            }
            return undefined;
        }
    }
}

;// CONCATENATED MODULE: ./build/dns/foreign/domain.js
/** The name that a record proves; of one that another process has left, as its own name tells it. */
function domainOf({ name, proof }) {
    return proof?.identifier ?? name.replace(/^_acme-challenge\./, '');
}

// EXTERNAL MODULE: ./build/dns/foreign/program.js
var program = __webpack_require__(71155);
;// CONCATENATED MODULE: ./build/dns/foreign/certbot.js




const variables = [
    {
        name: 'CERTBOT_AUTH_HOOK',
        description: 'The program that sets a record; the input `hook` comes first',
        required: false,
        secret: false,
    },
    {
        name: 'CERTBOT_CLEANUP_HOOK',
        description: 'The program that removes it, which may be the same one',
        required: true,
        secret: false,
    },
];
/** Programs written for certbot's `--manual-auth-hook` and `--manual-cleanup-hook`, which are told all by environment. */
const certbot = {
    name: 'certbot',
    title: "Hooks of certbot's manual plugin",
    documentation: 'https://eff-certbot.readthedocs.io/en/stable/using.html#pre-and-post-validation-hooks',
    variables,
    usesHook: true,
    permissions: 'What the hooks need',
    verified: 'The same hook called by certbot itself, on BIND',
    configure(context) {
        const read = new CredentialReader(variables, context);
        const auth = read.hook('CERTBOT_AUTH_HOOK');
        const cleanup = read.program('CERTBOT_CLEANUP_HOOK');
        return read.faults.length > 0 ? { faults: read.faults } : createCertbot({ auth, cleanup }, context);
    },
};
function createCertbot(files, context) {
    const turn = new parallel/* Slots */.WR(1);
    /** What the auth hook was told and said: the cleanup hook of the record is told it again. */
    const told = new Map();
    const counts = new Map();
    const run = (file, env, bound) => {
        const hint = 'Run the program by hand with the same CERTBOT_ variables; its output stands in the log above.';
        const auth = context.hook === undefined ? 'CERTBOT_AUTH_HOOK' : 'hook';
        const name = file === files.auth ? auth : 'CERTBOT_CLEANUP_HOOK';
        const call = { label: 'certbot hook', name, file, args: [], env, hint };
        return (0,program/* runProgram */.mB)({ ...call, told: `${file} for ${env['CERTBOT_DOMAIN'] ?? ''}` }, context, bound);
    };
    return {
        present: (record, bound) => turn.hold(bound.signal, async () => {
            const env = { ...variablesOf(record, counts), CERTBOT_AUTH_OUTPUT: '' };
            told.set(keyOf(record), env);
            const output = await run(files.auth, env, bound);
            told.set(keyOf(record), { ...env, CERTBOT_AUTH_OUTPUT: output.trim() });
        }),
        remove: (record, bound) => turn.hold(bound.signal, async () => {
            await run(files.cleanup, told.get(keyOf(record)) ?? variablesOf(record, counts), bound);
            told.delete(keyOf(record));
        }),
    };
}
/** As certbot's manual plugin sets them. */
function variablesOf(record, counts) {
    const domain = domainOf(record);
    const together = record.proof?.together ?? [domain];
    const count = (counts.get(together) ?? 0) + 1;
    if (record.proof)
        counts.set(together, count);
    return {
        CERTBOT_DOMAIN: domain,
        CERTBOT_VALIDATION: record.value,
        CERTBOT_ALL_DOMAINS: together.join(','),
        CERTBOT_REMAINING_CHALLENGES: String(Math.max(0, together.length - count)),
    };
}
function keyOf({ name, value }) {
    return `${name} ${value}`;
}

;// CONCATENATED MODULE: ./build/dns/foreign/dehydrated.js




const dehydrated_variables = [
    {
        name: 'DEHYDRATED_HOOK',
        description: 'The hook to run; the input `hook` comes first',
        required: false,
        secret: false,
    },
];
/** A hook written for dehydrated: `<hook> <word> <arguments>`, exit code 0 for words that it doesn't know. */
const dehydrated = {
    name: 'dehydrated',
    title: 'Hook of dehydrated',
    documentation: 'https://github.com/dehydrated-io/dehydrated/blob/master/docs/examples/hook.sh',
    variables: dehydrated_variables,
    usesHook: true,
    permissions: 'What the hook needs',
    verified: 'The same hook called by dehydrated itself, on BIND',
    configure(context) {
        const read = new CredentialReader(dehydrated_variables, context);
        const file = read.hook('DEHYDRATED_HOOK');
        return read.faults.length > 0 ? { faults: read.faults } : createDehydrated(file, context);
    },
};
function createDehydrated(file, context) {
    // One at a time, as dehydrated does it.
    const turn = new parallel/* Slots */.WR(1);
    const run = async ([word, ...args], bound) => {
        const call = {
            label: 'hook',
            name: context.hook === undefined ? 'DEHYDRATED_HOOK' : 'hook',
            file,
            args: [word, ...args],
            told: `${file} ${word} ${args[0] ?? ''}`.trimEnd(),
            hint: 'Run the hook by hand with these arguments; its output stands in the log above.',
        };
        await turn.hold(bound.signal, () => (0,program/* runProgram */.mB)(call, context, bound));
    };
    const challenge = (record) => [domainOf(record), record.proof?.token ?? '', record.value];
    return {
        present: (record, bound) => run(['deploy_challenge', ...challenge(record)], bound),
        remove: (record, bound) => run(['clean_challenge', ...challenge(record)], bound),
        tell: (news, bound) => run(wordsOf(news), bound),
    };
}
/** The words and arguments of dehydrated's documented hooks. */
function wordsOf(news) {
    const files = (paths) => ['privkey.pem', 'cert.pem', 'fullchain.pem', 'chain.pem'].map((file) => paths[file] ?? '');
    switch (news.event) {
        case 'startup':
            return ['startup_hook'];
        case 'deployed': {
            const issuedAt = String(Math.floor(news.issuedAtMs / 1000));
            return ['deploy_cert', news.domain, ...files(news.paths), issuedAt];
        }
        case 'unchanged':
            return ['unchanged_cert', news.domain, ...files(news.paths)];
        case 'challenge-invalid':
            return ['invalid_challenge', news.domain, news.reason];
        case 'request-failed':
            return ['request_failure', news.status, news.reason, 'post', ''];
        case 'exit':
            return news.error === '' ? ['exit_hook'] : ['exit_hook', news.error];
    }
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./build/dns/foreign/acme-sh.js






/**
 * Calls one function of acme.sh's `dnsapi` as acme.sh itself does. `$0` is acme.sh, which looks for its scripts beside
 * itself, and would take arguments of ours for its own.
 */
const script = `
hook=$1 function=$2 name=$3 value=$4
set --
. "$0" > /dev/null
_initpath
. "$hook"
"$function" "$name" "$value"
`;
const install = 'Install it in a step before this one: sudo apt-get install -y acme.sh, or git clone https://github.com/acmesh-official/acme.sh into ~/.acme.sh.';
const hint = 'What it says stands in the log above; https://github.com/acmesh-official/acme.sh/wiki/dnsapi names the variables that each script wants.';
/** acme.sh's scripts, each by its name: `dns_cf`, or `cf` for short. */
function createAcmeSh(word, context) {
    const api = word.startsWith('dns_') ? word : `dns_${word}`;
    // One at a time: the scripts read a zone's records and write them back.
    const turn = new parallel/* Slots */.WR(1);
    const act = (verb) => ({ name, value }, bound) => turn.hold(bound.signal, async () => {
        const { acmeSh, hook } = await findScript(api, context, bound);
        const args = ['-c', script, acmeSh, hook, `${api}_${verb}`, name, value];
        const told = `acme.sh's ${api}_${verb} ${name}`;
        await (0,program/* withHome */.up)(context, (home, own) => {
            // It saves the credentials that it was given in its configuration.
            const env = { ...own, LE_WORKING_DIR: home, LE_CONFIG_HOME: home };
            return (0,program/* runProgram */.mB)({ label: 'acme.sh', file: 'sh', args, env, told, hint }, context, bound);
        });
    });
    return {
        async prepare(bound) {
            await findScript(api, context, bound);
        },
        present: act('add'),
        remove: act('rm'),
    };
}
/** Distributions put a starter on PATH, and acme.sh with its scripts there. */
const packaged = '/usr/share/acme.sh/acme.sh';
/** @throws AppError `hook` with how to install acme.sh, or with the script that was meant */
async function findScript(api, { env }, { signal }) {
    const elsewhere = [packaged, ...(env['HOME'] ? [(0,external_node_path_.join)(env['HOME'], '.acme.sh', 'acme.sh')] : [])];
    for (const place of (0,program/* placesOf */.ek)('acme.sh', { env, elsewhere })) {
        signal.throwIfAborted();
        const acmeSh = await (0,promises_.realpath)(place).catch(absent);
        if (acmeSh === undefined)
            continue;
        const directory = (0,external_node_path_.join)((0,external_node_path_.dirname)(acmeSh), 'dnsapi');
        const scripts = await (0,promises_.readdir)(directory).catch(absent);
        if (scripts === undefined)
            continue;
        if (scripts.includes(`${api}.sh`))
            return { acmeSh, hook: (0,external_node_path_.join)(directory, `${api}.sh`) };
        throw unknownScript(api, { directory, scripts });
    }
    throw new errors/* AppError */.uV('hook', 'acme.sh with its dnsapi is not on this machine', {
        hint: install,
        program: { name: 'acme.sh', ran: false },
    });
}
/** What isn't there isn't here; anything else is a fault. */
function absent(error) {
    const { code = '' } = error;
    if (!['ENOENT', 'ENOTDIR', 'EACCES'].includes(code))
        throw error;
}
function unknownScript(api, { directory, scripts }) {
    const names = scripts.map((file) => file.replace(/\.sh$/, ''));
    const nearest = (0,base_nearest/* nearestOf */.q)(api, names);
    const meant = nearest === undefined ? '' : `Did you mean acme.sh:${nearest}? `;
    return new errors/* AppError */.uV('hook', `acme.sh has no script ${api}.sh in ${directory}`, {
        hint: `${meant}https://github.com/acmesh-official/acme.sh/wiki/dnsapi lists them; a newer acme.sh has more.`,
        program: { name: 'acme.sh', ran: false },
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/base/bound.js
var base_bound = __webpack_require__(79856);
;// CONCATENATED MODULE: ./build/dns/foreign/lego-relay.js

/** What lego is told at the end, so that its log doesn't look like a failure of the CA's. */
const farewell = 'The CA has decided: the record is taken away now, as planned. This is no failure.';
/**
 * A CA for one lego and one name, which never issues: it hands lego the real CA's token, holds lego's challenge open
 * while the real CA looks, and refuses it afterwards, so that lego takes its record away. lego signs with our account's
 * key, so what it publishes is what the real CA wants to see (RFC 8555 8.4).
 */
class LegoRelay {
    /** Resolved when lego has set its record: it asks for validation then. */
    presented;
    #over;
    #identifier;
    #token;
    /** Nobody else on this machine knows it. */
    #root = `/${(0,external_node_crypto_.randomBytes)(24).toString('base64url')}`;
    #base = '';
    #isPresented = false;
    #isOver = false;
    #present = () => undefined;
    #end = () => undefined;
    constructor({ identifier, token }) {
        this.#identifier = identifier;
        this.#token = token;
        this.presented = new Promise((resolve) => (this.#present = resolve));
        this.#over = new Promise((resolve) => (this.#end = resolve));
    }
    /** @returns the directory's URL */
    openAt(serverUrl) {
        this.#base = serverUrl + this.#root;
        return `${this.#base}/directory`;
    }
    /** Lets lego take its record away and end. */
    finish() {
        this.#isOver = true;
        this.#end();
    }
    /** Who signed a request doesn't matter: knowing the path shows that it is our lego. */
    answer({ path }) {
        switch (path.startsWith(`${this.#root}/`) ? path.slice(this.#root.length) : '') {
            case '/directory':
                return answerOf(200, this.#directory());
            case '/nonce':
                return answerOf(204, undefined);
            case '/new-account':
                return answerOf(201, { status: 'valid' }, { location: `${this.#base}/account` });
            case '/new-order':
                return answerOf(201, this.#order(), { location: `${this.#base}/order` });
            case '/order':
                return answerOf(200, this.#order());
            case '/authorization':
                return this.#isPresented
                    ? held(this.#over, () => this.#authorization())
                    : answerOf(200, this.#authorization());
            case '/challenge':
                return this.#validate();
            default:
                return answerOf(404, { type: 'urn:ietf:params:acme:error:malformed', detail: 'no such resource' });
        }
    }
    #validate() {
        this.#isPresented = true;
        this.#present();
        const link = `<${this.#base}/authorization>;rel="up"`;
        return answerOf(200, this.#challenge(), { link, 'retry-after': '5' });
    }
    #directory() {
        const at = (name) => `${this.#base}/${name}`;
        return { newNonce: at('nonce'), newAccount: at('new-account'), newOrder: at('new-order'), meta: {} };
    }
    #order() {
        return {
            status: this.#isOver ? 'invalid' : 'pending',
            identifiers: [{ type: 'dns', value: this.#identifier }],
            authorizations: [`${this.#base}/authorization`],
            finalize: `${this.#base}/finalize`,
        };
    }
    #authorization() {
        return {
            status: this.#isOver ? 'invalid' : 'pending',
            identifier: { type: 'dns', value: this.#identifier },
            challenges: [this.#challenge()],
        };
    }
    #challenge() {
        const error = { type: 'urn:ietf:params:acme:error:unauthorized', detail: farewell, status: 403 };
        return {
            type: 'dns-01',
            url: `${this.#base}/challenge`,
            token: this.#token,
            status: this.#isOver ? 'invalid' : this.#isPresented ? 'processing' : 'pending',
            ...(this.#isOver ? { error } : {}),
        };
    }
}
function answerOf(status, body, headers = {}) {
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    return {
        status,
        headers: { 'content-type': type, 'replay-nonce': (0,external_node_crypto_.randomBytes)(16).toString('base64url'), ...headers },
        body: Promise.resolve(body === undefined ? '' : JSON.stringify(body)),
    };
}
/** Its headers go out at once, so that lego goes on waiting; asking again and again would delay its end. */
function held(until, body) {
    return { ...answerOf(200, undefined), body: until.then(() => JSON.stringify(body())) };
}

;// CONCATENATED MODULE: ./build/dns/foreign/lego.js








const lego_install = 'Install it in a step before this one: sudo apt-get install -y lego, or take lego 4 from https://github.com/go-acme/lego/releases.';
/** lego has no account of its own here, so nobody can be written to. */
const email = 'bounded-acme@localhost';
/** Setting one record may take lego this long. */
const presentMs = 300_000;
/** What providers say of a record that is gone already: some take all values of a name away with the first. */
const gone = /not found|no (existing |such )?record|(doesn't|does not) exist/i;
const lego_program = { name: 'lego', ran: true };
/**
 * lego's providers, each by its name: `cloudflare`. lego has no command to set a record, so it is run as the ACME
 * client that it is, one process for each record, against a CA of ours on loopback (`lego-relay.ts`).
 */
function createLego(provider, context) {
    const sessions = new Map();
    // One at a time: some providers read a zone's records and write them back.
    const turn = new parallel/* Slots */.WR(1);
    return {
        async prepare(bound) {
            const file = await (0,program/* findProgram */.Kp)('lego', { env: context.env, install: lego_install }, bound);
            const hint = 'https://go-acme.github.io/lego/dns/ names the providers; a newer lego has more of them.';
            const args = ['dnshelp', '--code', provider];
            const told = `lego ${args.join(' ')}`;
            await (0,program/* runProgram */.mB)({ label: 'lego', file, args, told, hint, quiet: true }, context, bound);
        },
        present: (record, bound) => turn.hold(bound.signal, async () => {
            const session = await startSession(record, { provider, context }, bound);
            sessions.set(lego_keyOf(record), session);
            const expired = (spentMs) => new errors/* AppError */.uV('hook', `lego has not set ${record.name} in ${(0,base_bound/* seconds */.YA)(spentMs)}`, { program: lego_program });
            const limits = { timeoutMs: presentMs, parent: bound, expired };
            await (0,base_bound/* within */.ux)(context.ports.clock, limits, ({ signal }) => untilPresented(session, signal));
            if (session.keyFile !== undefined)
                await (0,promises_.rm)(session.keyFile, { force: true });
        }),
        remove: (record, bound) => turn.hold(bound.signal, async () => {
            const session = sessions.get(lego_keyOf(record));
            if (!session)
                throw lost(provider);
            session.relay.finish();
            await untilEnded(session, bound);
            sessions.delete(lego_keyOf(record));
            if (session.leftover !== undefined)
                throw new errors/* AppError */.uV('hook', session.leftover, { program: lego_program });
        }),
    };
}
async function startSession(record, { provider, context }, bound) {
    const proof = proofOf(record);
    const file = await (0,program/* findProgram */.Kp)('lego', { env: context.env, install: lego_install }, bound);
    const relay = new LegoRelay(proof);
    const life = new AbortController();
    const server = await context.ports.serveLoopback((request) => relay.answer(request), life.signal);
    const ended = Promise.resolve(lost(provider));
    const session = { relay, life, ended, keyFile: undefined, leftover: undefined };
    const onLine = (line) => {
        if (/cleaning up failed|error cleaning up/i.test(line) && !gone.test(line))
            session.leftover = line;
    };
    const run = () => (0,program/* withHome */.up)(context, async (home, own) => {
        const { env, keyFile } = await furnish(home, { server, accountKey: proof.accountKey });
        session.keyFile = keyFile;
        const args = argumentsOf({ home, provider, directoryUrl: relay.openAt(server.url), proof, context });
        const hint = 'What lego says stands in the log above; https://go-acme.github.io/lego/dns/ names its variables.';
        const told = `lego with the provider ${provider} for ${record.name}`;
        const call = { label: 'lego', file, args, env: { ...own, ...env }, told, hint, onLine };
        await (0,program/* startProgram */.Xd)(call, context, life.signal);
        return new errors/* AppError */.uV('hook', `${told} ended too early`, { hint, program: lego_program });
    });
    session.ended = run()
        .catch((error) => (0,errors/* toAppError */.b_)(error))
        .finally(() => server.close());
    return session;
}
function proofOf({ name, proof }) {
    const accountKey = proof?.accountKey;
    if (proof && accountKey)
        return { ...proof, accountKey };
    throw new errors/* AppError */.uV('dns-provider', `lego can only set what proves control of a name, and ${name} does not`);
}
/** Writes what lego reads: the account's key, so that it makes the right value, and the root of our server. */
async function furnish(home, { server, accountKey }) {
    const keys = (0,external_node_path_.join)(home, 'accounts', new URL(server.url).host.replace(':', '_'), email, 'keys');
    await (0,promises_.mkdir)(keys, { recursive: true, mode: 0o700 });
    const keyFile = (0,external_node_path_.join)(keys, `${email}.key`);
    await (0,promises_.writeFile)(keyFile, traditionalPem(accountKey), { mode: 0o600 });
    const roots = (0,external_node_path_.join)(home, 'root.pem');
    await (0,promises_.writeFile)(roots, server.rootPem);
    const none = { LEGO_EAB: undefined, LEGO_EAB_KID: undefined, LEGO_EAB_HMAC: undefined };
    const env = { ...none, LEGO_PATH: home, LEGO_CA_CERTIFICATES: roots, LEGO_CA_SERVER_NAME: undefined };
    return { env, keyFile };
}
/** Older ones read no PKCS #8. */
function traditionalPem(accountKey) {
    const key = (0,external_node_crypto_.createPrivateKey)(accountKey.reveal());
    return key.export({ type: key.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1', format: 'pem' });
}
function argumentsOf({ home, provider, directoryUrl, proof, context }) {
    const resolvers = (context.resolvers ?? []).flatMap((one) => ['--dns.resolvers', addressOf(one)]);
    return [
        ...['--server', directoryUrl, '--accept-tos', '--email', email, '--path', home],
        // Whether the record can be seen is watched here, for all records at once.
        ...['--dns', provider, '--dns.disable-cp', ...resolvers],
        // It waits for our answer as long as the real CA looks.
        ...['--http-timeout', '7200', '--domains', proof.identifier, 'run'],
    ];
}
function addressOf({ host, port }) {
    return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
/** @throws what lego failed with; the signal's reason, and then lego goes on until it is told to clean up */
async function untilPresented({ relay, ended }, signal) {
    const failed = ended.then((error) => Promise.reject(error));
    await abortable(Promise.race([relay.presented, failed]), signal);
}
/** Kills lego when the bound is over. */
async function untilEnded({ ended, life }, { signal }) {
    try {
        await abortable(ended, signal);
    }
    catch (error) {
        life.abort(error);
        throw error;
    }
}
function abortable(work, signal) {
    return new Promise((resolve, reject) => {
        if (signal.aborted)
            return reject(signal.reason);
        const stop = () => reject(signal.reason);
        signal.addEventListener('abort', stop, { once: true });
        work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    });
}
/** The lego that set it belongs to the process that started it. */
function lost(provider) {
    const words = `lego's ${provider} takes its record away itself when the run that started it is gone; look whether it is`;
    return new errors/* AppError */.uV('dns-provider', words);
}
function lego_keyOf({ name, value }) {
    return `${name} ${value}`;
}

;// CONCATENATED MODULE: ./build/dns/foreign/lexicon.js




const lexicon_install = 'Install it in a step before this one: pipx install "dns-lexicon[full]", or pip install dns-lexicon.';
const lexicon_hint = 'What it says stands in the log above; https://dns-lexicon.github.io/dns-lexicon/configuration_reference.html names the variables that each provider wants (LEXICON_<PROVIDER>_...).';
/** Lexicon's providers, each by its name: `cloudflare`. */
function createLexicon(provider, context) {
    // One at a time: some of them read a zone's records and write them back.
    const turn = new parallel/* Slots */.WR(1);
    const run = async (call, bound) => {
        const { env } = context;
        const file = await (0,program/* findProgram */.Kp)('lexicon', { env, install: lexicon_install }, bound);
        return (0,program/* withHome */.up)(context, (home, own) => (0,program/* runProgram */.mB)({
            ...call,
            label: 'lexicon',
            file,
            // Not the working directory: a checked out repository may hold a lexicon.yml.
            args: ['--config-dir', home, ...call.args],
            env: { ...own, ...whereInstalled(env) },
            hint: lexicon_hint,
        }, context, bound));
    };
    const act = (verb) => (record, bound) => turn.hold(bound.signal, async () => {
        const told = `lexicon ${provider} ${verb} ${record.name}`;
        const output = await run({ args: lexicon_argumentsOf(provider, verb, record), told }, bound);
        // Some providers tell a failure by their result alone.
        if (!/^False\s*$/m.test(output))
            return;
        throw new errors/* AppError */.uV('hook', `${told} did nothing`, { hint: lexicon_hint, program: { name: 'lexicon', ran: true } });
    });
    return {
        async prepare(bound) {
            await run({ args: [provider, '--help'], told: `lexicon ${provider}`, quiet: true }, bound);
        },
        present: act('create'),
        remove: act('delete'),
    };
}
/** Lexicon finds the zone of a name itself, by the list of public suffixes; where we know it, it needn't guess. */
function lexicon_argumentsOf(provider, verb, { name, value, zone }) {
    const delegated = zone === undefined ? [] : ['--delegated', zone];
    return [...delegated, provider, verb, zone ?? name, 'TXT', `--name=${name}`, `--content=${value}`];
}
/** What `pip install --user` installed is looked for below the home directory. */
function whereInstalled({ HOME, PYTHONUSERBASE }) {
    if (PYTHONUSERBASE !== undefined || HOME === undefined)
        return {};
    return { PYTHONUSERBASE: (0,external_node_path_.join)(HOME, '.local') };
}

;// CONCATENATED MODULE: ./build/dns/foreign/families.js



const foreignFamilies = [
    {
        name: 'acme.sh',
        word: 'api',
        title: "acme.sh's DNS API scripts",
        documentation: 'https://github.com/acmesh-official/acme.sh/wiki/dnsapi',
        credentials: 'As the script names them',
        verified: '`dns_nsupdate` of acme.sh 3.1, on BIND',
        create: createAcmeSh,
    },
    {
        name: 'lego',
        word: 'provider',
        title: "lego's DNS providers",
        documentation: 'https://go-acme.github.io/lego/dns/',
        credentials: "As lego's page of the provider names them",
        verified: '`pdns` of lego 4.9, on PowerDNS',
        create: createLego,
    },
    {
        name: 'lexicon',
        word: 'provider',
        title: "Lexicon's DNS providers",
        documentation: 'https://dns-lexicon.github.io/dns-lexicon/configuration_reference.html',
        credentials: '`LEXICON_<PROVIDER>_<OPTION>`',
        verified: '`powerdns` of Lexicon 3.25, on PowerDNS',
        create: createLexicon,
    },
];
/** `acme.sh:<api>`, `lego:<provider>`, ... */
const foreignNames = foreignFamilies.map(({ name, word }) => `${name}:<${word}>`);
/** The provider that a word like `lego:pdns` names; undefined when it is none of these. */
function findForeign(wanted) {
    const [, prefix, word = ''] = /^([^:]+):([a-z0-9][a-z0-9_-]*)$/.exec(wanted) ?? [];
    const family = foreignFamilies.find(({ name }) => name === prefix);
    if (!family)
        return undefined;
    const { title, documentation, verified, create } = family;
    const rest = { title, documentation, verified, variables: [], permissions: 'What its provider needs' };
    return { name: wanted, ...rest, configure: (context) => create(word, context) };
}

;// CONCATENATED MODULE: ./build/dns/names.js
/** A name as it is compared here: lower case, without the final dot; the root is `''`. */
function canonicalName(name) {
    return name.toLowerCase().replace(/\.$/, '');
}
/** Whether `name` is `zone` or lies below it; both canonical. */
function isWithin(name, zone) {
    return zone === '' || name === zone || name.endsWith(`.${zone}`);
}
/** `a.b.c` -> `a.b.c`, `b.c`, `c`: the name and what lies above it, without the root. */
function ancestorsOf(name) {
    const labels = name.split('.');
    return labels.map((_, index) => labels.slice(index).join('.'));
}
/** The longest of `zones` that holds `name`, all canonical; undefined when none does. */
function closestZone(name, zones) {
    const holding = zones.filter((zone) => isWithin(name, zone.name));
    return holding.sort((a, b) => b.name.length - a.name.length)[0];
}

;// CONCATENATED MODULE: ./build/dns/acme-dns-accounts.js


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
        accounts.set(canonicalName(domain), account);
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
        home: canonicalName(fulldomain),
        subdomain: subdomain,
        username: new base_secret/* Secret */.z(username),
        password: new base_secret/* Secret */.z(password),
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

;// CONCATENATED MODULE: ./build/base/poll.js

/**
 * Looks until done. With a Retry-After it obeys, but for one that is no pause at all: a date that has passed because
 * the clocks differ must not make it ask without end. Without, it starts fast (250 ms) and slows down (to 5 s).
 * Polling is not retrying: a look that throws ends it.
 * @throws the bound's reason when its time is up
 */
async function poll(options, look) {
    const { clock, bound, firstPauseMs = 250, longestPauseMs = 5_000 } = options;
    for (let pauseMs = firstPauseMs;; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
        const found = await look();
        if ('done' in found)
            return found.done;
        const { retryAfterMs } = found;
        if (retryAfterMs !== undefined && retryAfterMs > bound.remainingMs()) {
            bound.signal.throwIfAborted();
            throw options.beyond(retryAfterMs);
        }
        const longEnoughMs = retryAfterMs === undefined ? pauseMs : Math.max(retryAfterMs, firstPauseMs);
        await (0,base_bound/* sleep */.yy)(clock, longEnoughMs, bound.signal);
    }
}
/** No one means more; and now plus it can still be written as a date. */
const longestRetryAfterMs = 10 * 365 * 86_400_000;
/**
 * Reads a Retry-After header: seconds or an HTTP-date (RFC 9110 10.2.3).
 * @returns milliseconds from `nowMs`, at least 0; undefined when there is none or it can't be read
 */
function parseRetryAfter(header, nowMs) {
    if (header === undefined)
        return undefined;
    const text = header.trim();
    if (/^\d+$/.test(text))
        return Math.min(Number(text) * 1000, longestRetryAfterMs);
    // Date.parse finds a date in nearly any text with a number in it.
    const at = /^[A-Z][a-z]+, .+ GMT$/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(at) ? undefined : Math.min(Math.max(0, at - nowMs), longestRetryAfterMs);
}

;// CONCATENATED MODULE: ./build/base/retry.js


/**
 * The one retry loop. Tries again only what its maker called `retryable`, and only when the pause fits the bound;
 * a Retry-After comes before our own interval and is never cut short.
 * @throws the last attempt's error, knowing `attempts`, and `retryAtMs` when the other side named a time
 */
async function retry(options, attempt) {
    const { clock, policy, bound } = options;
    for (let number = 1;; number += 1) {
        try {
            return await attempt(number);
        }
        catch (error) {
            // The bound's end is no failed attempt of this loop; an outer one may count it as one of its own.
            if (!(error instanceof errors/* AppError */.uV) || (bound.signal.aborted && error === bound.signal.reason))
                throw error;
            const { retryable, retryAfterMs } = error.details;
            const retryAt = retryAfterMs === undefined ? {} : { retryAtMs: clock.now() + retryAfterMs };
            const pauseMs = retryAfterMs ?? backoff(options, number);
            if (!retryable || number > policy.retries || pauseMs >= bound.remainingMs()) {
                throw error.exhausted({ attempts: number, ...retryAt });
            }
            options.onRetry?.(error, pauseMs, number);
            await (0,base_bound/* sleep */.yy)(clock, pauseMs, bound.signal);
        }
    }
}
function backoff({ policy, random }, number) {
    return policy.intervalMs * 2 ** (number - 1) * (0.8 + 0.4 * random.fraction());
}

;// CONCATENATED MODULE: ./build/base/user-agent.js
/** Of the package. */
const version = '0.1.0';
/**
 * Named to CAs (RFC 8555 6.1) and to the APIs of DNS providers with every request, so that their operators can tell us
 * apart and reach us; some refuse those that don't say it in this form.
 */
const userAgent = `bounded-acme/${version} (+https://github.com/bounded-acme/bounded-acme)`;

;// CONCATENATED MODULE: ./build/dns/api.js





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
    const onRetry = (error, pauseMs) => log.info(`${error.message}; again in ${(0,base_bound/* seconds */.YA)(pauseMs)}`);
    return retry({ clock, random, policy, bound, onRetry }, attempt);
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
        throw new errors/* AppError */.uV('dns-provider', `${title} answered with something that is no JSON`, { hint: 'Check that the URL is the API itself and not a web page or a proxy before it.' }, error);
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
                'user-agent': userAgent,
                ...(body === undefined ? {} : { 'content-type': type }),
                ...Object.fromEntries(revealed),
            },
            ...(body === undefined ? {} : { body }),
            timeoutMs: Math.min(context.requestTimeoutMs, bound.remainingMs()),
            maxBytes,
        }, bound.signal);
    }
    catch (error) {
        if (!(error instanceof errors/* NetworkError */.Dr))
            throw error;
        throw new errors/* AppError */.uV('dns-provider', `${title} can't be reached at ${shown(url)}: ${error.message}`, {
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
    const retryAfterMs = parseRetryAfter(response.headers['retry-after'], context.ports.clock.now());
    const retryable = explanation.retryable ?? (meant >= 500 || meant === 429);
    const error = new errors/* AppError */.uV('dns-provider', `${title}: ${explanation.problem} (HTTP ${status} to ${method} ${shown(url)}${said === '' ? '' : `: ${said}`})`, {
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

;// CONCATENATED MODULE: ./build/dns/lock.js

/** Makes locks by key: for providers that read, change and write what is at a name. */
function lockByKey() {
    const locks = new Map();
    return (key, signal, work) => {
        const lock = locks.get(key) ?? new parallel/* Slots */.WR(1);
        locks.set(key, lock);
        return lock.hold(signal, work);
    };
}

;// CONCATENATED MODULE: ./build/dns/providers/acme-dns.js







const acme_dns_variables = [
    { name: 'ACME_DNS_API_BASE', description: "The server's URL", required: true, secret: false },
    optionalVariable('ACME_DNS_STORAGE', 'The accounts, as `npx node dist/cli/index.js acme-dns register` and lego write them (JSON); required unless one of the next two is set', { secret: true }),
    optionalVariable('ACME_DNS_STORAGE_PATH', 'A file of them'),
    optionalVariable('ACME_DNS_STORAGE_BASE_URL', 'A server of them'),
];
/** joohoi/acme-dns, a DNS server for nothing but challenges, by its API. */
const acmeDns = {
    name: 'acme-dns',
    aliases: ['acmedns'],
    title: 'acme-dns',
    documentation: 'https://github.com/joohoi/acme-dns',
    variables: acme_dns_variables,
    example: ['ACME_DNS_API_BASE', 'ACME_DNS_STORAGE'],
    permissions: 'An account for each name, which can change the TXT values of its own subdomain only',
    verified: 'acme-dns 1.1',
    configure(context) {
        const read = new CredentialReader(acme_dns_variables, context);
        const baseUrl = read.url('ACME_DNS_API_BASE', 'ACME_DNS_STORAGE');
        const storage = readStorage(read, { context, server: baseUrl });
        if (read.faults.length > 0)
            return { faults: read.faults };
        return createAcmeDns(storage, { baseUrl, context });
    },
};
const sources = ['ACME_DNS_STORAGE', 'ACME_DNS_STORAGE_PATH', 'ACME_DNS_STORAGE_BASE_URL'];
function readStorage(read, { context: { ports }, server }) {
    const given = sources.filter((name) => read.text(name) !== '');
    const [source, ...others] = given;
    const none = new Map();
    if (source === undefined) {
        const remedy = `Set it to the accounts. ${howToRegister('NAME', server)}`;
        read.refuse('ACME_DNS_STORAGE', 'is not set', remedy);
        return none;
    }
    for (const other of others)
        read.refuse(other, `is set, and ${source} too`, 'Leave one of them out.');
    if (source === 'ACME_DNS_STORAGE_BASE_URL')
        return read.url(source, 'nothing: lego sends none');
    const text = source === 'ACME_DNS_STORAGE' ? read.text(source) : textOfFile(read, source, ports);
    const accounts = text === undefined ? none : parseAccounts(text);
    if (!('problem' in accounts))
        return masked(accounts, ports);
    read.refuse(source, accounts.problem, `Give what lego or this stored. ${howToRegister('NAME', server)}`);
    return none;
}
function textOfFile(read, name, ports) {
    try {
        return ports.readText(read.text(name));
    }
    catch (error) {
        const { code = 'no reason' } = error;
        read.refuse(name, `can't be read (${code})`, 'Give the path of a file that the step can read.');
        return undefined;
    }
}
/** The runner hides the storage as a whole only. */
function masked(accounts, ports) {
    for (const { password } of accounts.values())
        ports.mask(password.reveal());
    return accounts;
}
/** It keeps the two newest values of an account, takes none away, and tells none. */
const valuesAtOnce = 2;
/** It finds the older value by the second in which it came: what comes in the same one may replace the newer. */
const tickMs = 1_000;
function createAcmeDns(storage, server) {
    const { context } = server;
    let accounts = storage instanceof URL ? undefined : storage;
    const alone = lockByKey();
    /** The values at each home that somebody still needs, the newest last. */
    const standing = new Map();
    const set = createSet(server);
    const standingAt = (home, besides) => (standing.get(home) ?? []).filter((value) => value !== besides);
    return {
        valuesAtOnce,
        async prepare(bound) {
            if (storage instanceof URL)
                accounts = masked(await fetchAccounts(storage, context, bound), context.ports);
        },
        homeOf(domain) {
            // A preflight goes on without them and has told why: what isn't known, nothing is said about.
            if (!accounts)
                return undefined;
            const account = accounts.get(canonicalName(domain));
            if (account)
                return account.home;
            throw noAccount(domain, { accounts, server });
        },
        async present({ name, value }, bound) {
            const known = accounts ?? new Map();
            const account = [...known.values()].find(({ home }) => home === name);
            if (!account)
                throw noAccount(name.replace(/^_acme-challenge\./, ''), { accounts: known, server });
            await alone(name, bound.signal, async () => {
                if (standing.get(name)?.includes(value))
                    return;
                await set(account, { value, others: standingAt(name, value) }, bound);
                standing.set(name, [...standingAt(name, value), value]);
            });
        },
        remove({ name, value }) {
            standing.set(name, standingAt(name, value));
            return Promise.resolve();
        },
    };
}
/** Makes the function that sets a value beside those that stand at its account, so that none is lost; alone there. */
function createSet(server) {
    const { clock } = server.context.ports;
    const lastAt = new Map();
    return async (account, { value, others }, bound) => {
        const { home } = account;
        const sinceMs = clock.monotonic() - (lastAt.get(home) ?? -Infinity);
        if (others.length === 0 && sinceMs < tickMs)
            await (0,base_bound/* sleep */.yy)(clock, tickMs - sinceMs, bound.signal);
        try {
            let [next, other] = [value, others.at(-1)];
            // An answer that was lost may have replaced the other value as well, and then what is set again replaces a copy.
            while ((await sendUpdate(account, { value: next, server }, bound)) > 1 && other !== undefined)
                [next, other] = [other, next];
        }
        finally {
            // What failed may have been set all the same.
            lastAt.set(home, clock.monotonic());
        }
    };
}
/** @returns how many attempts it took */
async function sendUpdate({ subdomain, username, password }, { value, server: { baseUrl, context } }, bound) {
    let attempts = 0;
    const { retry } = context;
    // Another attempt must fall into another second, even with a fifth off the pause.
    const patient = { ...retry, intervalMs: Math.max(retry.intervalMs, tickMs * 1.3) };
    const api = createApi({
        title: acmeDns.title,
        baseUrl,
        headers: { 'x-api-user': username, 'x-api-key': password },
        context: { ...context, retry: patient },
        explain,
        authorize: () => {
            attempts += 1;
            return Promise.resolve({});
        },
    });
    await api({ method: 'POST', path: 'update', body: { subdomain, txt: value } }, bound);
    return attempts;
}
async function fetchAccounts(url, context, bound) {
    const title = "acme-dns's storage";
    const api = createJsonApi({ title, baseUrl: url, headers: {}, context, explain: () => undefined });
    const accounts = parseAccounts(JSON.stringify(await api({ method: 'GET', path: '' }, bound)));
    if (!('problem' in accounts))
        return accounts;
    throw new errors/* AppError */.uV('dns-provider', `The storage at ACME_DNS_STORAGE_BASE_URL ${accounts.problem}`, {
        hint: 'Give the URL of a server that speaks the HTTP storage protocol of lego.',
    });
}
function noAccount(domain, { accounts, server: { baseUrl } }) {
    const known = accounts.size > 0 ? `; there is one for ${[...accounts.keys()].join(', ')}` : ', nor for any other name';
    return new errors/* AppError */.uV('dns-provider', `There is no acme-dns account for ${domain}${known}`, {
        identifiers: [{ identifier: domain, reason: 'no acme-dns account' }],
        liesAt: 'settings',
        hint: howToRegister(domain, baseUrl),
    });
}
function howToRegister(domain, { origin, pathname }) {
    const server = origin === 'null' || origin.endsWith('//invalid.') ? 'URL' : `${origin}${pathname}`;
    return (`Accounts are made once, from a terminal: \`npx node dist/cli/index.js acme-dns register ${domain} --server ` +
        `${server}\` tells the CNAME record to create at _acme-challenge.${domain}, and what to store.`);
}
function explain(status, said) {
    if (status === 401) {
        return {
            problem: 'the account is refused',
            hint: 'Check that ACME_DNS_API_BASE is where the account was made, and whether the account takes updates from some ' +
                'networks only (allowfrom); else register the name again.',
        };
    }
    if (status === 404) {
        return {
            problem: 'there is no acme-dns',
            hint: "Check ACME_DNS_API_BASE: it is the server's URL alone.",
        };
    }
    if (status === 400 && said === 'bad_txt') {
        return {
            problem: 'the value is refused',
            hint: 'acme-dns takes values of challenges only: 43 characters.',
        };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/dns/odd-answer.js

/** An answer that can't be gone on with; whoever knows whose it is tells that. */
class OddAnswer extends Error {
    name = 'OddAnswer';
}
/**
 * Does work that takes an API's answers for what its documentation says they are. Where one isn't, reading it throws a
 * TypeError, which is none of our bugs then.
 * @param title the provider, as messages call it
 * @throws AppError `dns-provider` instead of it; whatever else `work` throws
 */
async function readingAnswers(title, work) {
    try {
        return await work();
    }
    catch (error) {
        // Those of Node have a code, and are about something else.
        const isOdd = error instanceof OddAnswer || (error instanceof TypeError && !('code' in error));
        if (!isOdd)
            throw error;
        throw new errors/* AppError */.uV('dns-provider', `${title} answered with something unexpected: ${error.message}`, {
            hint: "Look at the provider's status page, and whether a proxy stands before its API, and run again later. If it " +
                'stays, report it to this project with the line above.',
        }, error);
    }
}

;// CONCATENATED MODULE: ./build/dns/share.js
/** Makes a memory that keeps what succeeded; a failure is told to all who wait for it and then forgotten. */
function shareByKey() {
    const running = new Map();
    return async (key, signal, work) => {
        for (let other = running.get(key); other; other = running.get(key)) {
            const [outcome] = await Promise.allSettled([other.result]);
            if (outcome.status === 'fulfilled')
                return outcome.value;
            signal.throwIfAborted();
            // It ended because whoever began it ran out of time: that isn't our failure.
            if (!other.signal.aborted)
                throw outcome.reason;
            if (running.get(key) === other)
                running.delete(key);
        }
        const own = { result: work(), signal };
        running.set(key, own);
        try {
            return await own.result;
        }
        catch (error) {
            if (running.get(key) === own)
                running.delete(key);
            throw error;
        }
    };
}

;// CONCATENATED MODULE: ./build/dns/place.js




/** Makes the function that finds places; it remembers zones, so make one for each run. */
function createFindPlace({ title, zones, permission }) {
    const found = shareByKey();
    const listed = shareByKey();
    const enclosing = async (name, bound) => {
        if ('list' in zones) {
            return closestZone(name, await listed('all', bound.signal, () => zones.list(bound)));
        }
        // A single label is a top-level domain: nobody's zone here.
        for (const candidate of ancestorsOf(name).slice(0, -1)) {
            const zone = await found(candidate, bound.signal, () => zones.find(candidate, bound));
            if (zone)
                return zone;
        }
        return undefined;
    };
    return async (name, bound) => {
        const zone = await enclosing(name, bound);
        if (zone)
            return { zone, name, label: name.slice(0, -zone.name.length).replace(/\.$/, '') };
        throw new errors/* AppError */.uV('dns-provider', `${title} shows no zone that holds ${name}`, {
            hint: `Create the zone there, or check that the credentials may see it (${permission}), or delegate the name by ` +
                'a CNAME record to a zone that they may change.',
        });
    };
}
/** A zone under its canonical name. */
function apiZone(id, name) {
    return { id: String(id), name: canonicalName(name) };
}
/** A TXT value without the quotes of zone files; most APIs take or give it with them. */
function unquoted(text) {
    return /^".*"$/s.test(text) ? text.slice(1, -1).replaceAll('" "', '').replace(/\\(.)/g, '$1') : text;
}
/** Nobody has more zones, or records of one name, than fit on so many. */
const pagesAtMost = 1_000;
/**
 * Reads pages, from the first on, until one says that it is the last.
 * @param read is told how many it gave already
 * @throws OddAnswer when there is no end of them
 */
async function allPages(read) {
    const all = [];
    const seen = new Set();
    for (let page = 1; page <= pagesAtMost; page += 1) {
        const { items, more } = await read(page, all.length);
        all.push(...items);
        if (!more)
            return all;
        const known = seen.size;
        for (const item of items)
            seen.add(JSON.stringify(item));
        if (items.length > 0 && seen.size === known)
            throw new OddAnswer(`page ${page} of a list holds only what earlier ones held, and more is to come`);
    }
    throw new OddAnswer(`a list has more than ${pagesAtMost} pages`);
}

;// CONCATENATED MODULE: ./build/dns/records.js





/**
 * A provider on such an API. What holds our value is ours: the values of challenges are never the same. All of those
 * are removed, since an answer that was lost and asked for again may have left two.
 */
function providerOfRecords(api) {
    const findPlace = createFindPlace(api);
    const alone = lockByKey();
    const withOwn = ({ name, value }, bound, work) => readingAnswers(api.title, async () => {
        const place = await findPlace(name, bound);
        await alone(name, bound.signal, async () => {
            const stored = await api.list(place, bound);
            await work(place, stored.filter((record) => unquoted(record.value) === value));
        });
    });
    return {
        present: (record, bound) => withOwn(record, bound, async (place, own) => {
            if (own.length === 0)
                await api.create(place, record.value, bound);
        }),
        remove: (record, bound) => withOwn(record, bound, async (place, own) => {
            for (const { id } of own)
                await api.remove(place, id, bound);
        }),
    };
}
/** Thrown by `write` when the set is no longer the one that was read: somebody else has changed it meanwhile. */
class SetChanged extends Error {
    name = 'SetChanged';
}
/** The pause that is drawn before a set is read anew: at most the first, then twice as much each time, up to the last. */
const [firstPauseMs, lastPauseMs] = [100, 5_000];
/** With less time than this another try would only end somewhere in its middle. */
const lastTryMs = 1_000;
/** A provider on such an API: each change reads the set first, and is alone on its name meanwhile. */
function providerOfSets(api) {
    const findPlace = createFindPlace(api);
    const alone = lockByKey();
    /** @returns whether it is done */
    const tryChange = async (place, edit, bound) => {
        const before = await api.read(place, bound);
        const values = before?.values ?? [];
        const edited = edit(values);
        if (edited === values)
            return true;
        try {
            await api.write(place, { values: edited, ttlS: before?.ttlS ?? api.ttlS }, { before, bound });
            return true;
        }
        catch (error) {
            if (error instanceof SetChanged)
                return false;
            throw error;
        }
    };
    const change = ({ name, value }, bound, editing) => readingAnswers(api.title, async () => {
        const place = await findPlace(name, bound);
        const edit = (values) => editing(values, values.some((stored) => unquoted(stored) === value));
        await alone(name, bound.signal, async () => {
            for (let mostMs = firstPauseMs; !(await tryChange(place, edit, bound)); mostMs *= 2) {
                // Each time another job got on, so all get done; without chance in it they would meet again and again.
                const leftMs = bound.remainingMs();
                if (leftMs < lastTryMs)
                    throw alwaysChanged(api.title, name);
                const pauseMs = Math.min(mostMs, lastPauseMs, leftMs / 4) * api.ports.random.fraction();
                await (0,base_bound/* sleep */.yy)(api.ports.clock, pauseMs, bound.signal);
            }
        });
    });
    return {
        present: (record, bound) => change(record, bound, (values, there) => (there ? values : [...values, api.format(record.value)])),
        remove: (record, bound) => change(record, bound, (values, there) => there ? values.filter((stored) => unquoted(stored) !== record.value) : values),
    };
}
function alwaysChanged(title, name) {
    return new errors/* AppError */.uV('dns-provider', `${title}: the records at ${name} are changed by somebody else all the time`, {
        hint: 'Let other jobs that set records at this name finish, then run again.',
    });
}

;// CONCATENATED MODULE: ./build/dns/providers/alidns.js






const permission = 'alidns:DescribeDomains, and on the domain alidns:DescribeSubDomainRecords, alidns:AddDomainRecord and alidns:DeleteDomainRecord';
/** The region whose server is the one for all that have none of their own. */
const standardRegion = 'cn-hangzhou';
const alidns_variables = [
    secretVariable('ALICLOUD_ACCESS_KEY', 'AccessKey ID', 'ALIBABA_CLOUD_ACCESS_KEY_ID'),
    secretVariable('ALICLOUD_SECRET_KEY', 'AccessKey secret', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET'),
    optionalVariable('ALICLOUD_SECURITY_TOKEN', 'Security token of temporary credentials', {
        secret: true,
        aliases: ['ALIBABA_CLOUD_SECURITY_TOKEN'],
    }),
    optionalVariable('ALICLOUD_REGION_ID', 'Region whose server is asked', { default: standardRegion }),
    ttlVariable('ALICLOUD_TTL', 600),
];
/** Alibaba Cloud DNS, by its API of 2015-01-09. */
const alidns = {
    name: 'alidns',
    aliases: ['aliyun'],
    title: 'Alibaba Cloud DNS',
    documentation: 'https://go-acme.github.io/lego/dns/alidns/',
    variables: alidns_variables,
    permissions: `RAM policy that allows ${permission}`,
    verified: 'Lexicon; the published example of a signature',
    configure(context) {
        const read = new CredentialReader(alidns_variables, context);
        const keyId = read.secret('ALICLOUD_ACCESS_KEY');
        const secret = read.secret('ALICLOUD_SECRET_KEY');
        const token = read.secret('ALICLOUD_SECURITY_TOKEN');
        const region = read.text('ALICLOUD_REGION_ID');
        if (!/^[a-z]+(-[a-z0-9]+)+$/.test(region)) {
            read.refuse('ALICLOUD_REGION_ID', 'is no region', `Give it as in ${standardRegion}.`);
        }
        const ttlS = read.ttl('ALICLOUD_TTL');
        if (read.faults.length > 0 || !keyId || !secret)
            return { faults: read.faults };
        const host = region === standardRegion ? 'alidns.aliyuncs.com' : `alidns.${region}.aliyuncs.com`;
        const baseUrl = new URL(`https://${host}`);
        return createAlidns(signedApi({ baseUrl, keys: { keyId, secret, token } }, context), ttlS);
    },
};
function signedApi({ baseUrl, keys }, context) {
    const { clock, random } = context.ports;
    const { keyId, secret, token } = keys;
    return createJsonApi({
        title: alidns.title,
        baseUrl,
        headers: { 'x-acs-version': '2015-01-09' },
        secrets: [keyId, secret, ...(token ? [token] : [])],
        context,
        explain: alidns_explain,
        statusOf,
        authorize: ({ headers, ...outgoing }) => {
            const nonce = Buffer.from(random.bytes(16)).toString('hex');
            const sent = { ...headers, 'x-acs-version': '2015-01-09' };
            return Promise.resolve(signAcs3(keys, { ...outgoing, headers: sent }, { nonce, nowMs: clock.now() }));
        },
    });
}
/**
 * Signs a request that has no body, as Alibaba Cloud's "V3 request structure and signature" says.
 * @returns the headers to add
 */
function signAcs3({ keyId, secret, token }, { method, url, headers }, { nonce, nowMs }) {
    const added = {
        'x-acs-content-sha256': sha256(''),
        'x-acs-date': new Date(nowMs).toISOString().replace(/\.\d{3}/, ''),
        'x-acs-signature-nonce': nonce,
        ...(token ? { 'x-acs-security-token': token } : {}),
    };
    const all = { host: url.host, ...headers, ...added };
    const signed = Object.entries(all)
        .map(([name, value]) => [name, typeof value === 'string' ? value : value.reveal()])
        .sort(([a], [b]) => (a < b ? -1 : 1));
    const names = signed.map(([name]) => name).join(';');
    const query = [...url.searchParams].map((pair) => pair.map(encoded).join('=')).sort();
    const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('');
    const canonical = [method, url.pathname, query.join('&'), lines, names, sha256('')].join('\n');
    const signature = (0,external_node_crypto_.createHmac)('sha256', secret.reveal())
        .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
        .digest('hex');
    const credential = `Credential=${keyId.reveal()},SignedHeaders=${names},Signature=${signature}`;
    return { ...added, authorization: new base_secret/* Secret */.z(`ACS3-HMAC-SHA256 ${credential}`) };
}
function sha256(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
}
/** Percent-encoding by RFC 3986, which leaves less as it is than encodeURIComponent does. */
function encoded(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
function createAlidns(api, ttlS) {
    const call = (action, query) => ({ method: 'POST', path: '', headers: { 'x-acs-action': action }, query });
    return providerOfRecords({
        title: alidns.title,
        permission,
        zones: {
            list: (bound) => allPages(async (page, given) => {
                const query = { PageNumber: String(page), PageSize: '100' };
                const listed = (await api(call('DescribeDomains', query), bound));
                const items = (listed.Domains?.Domain ?? []).map(({ DomainName: name, PunyCode: ascii }) => apiZone(name, ascii || name));
                return { items, more: items.length > 0 && given + items.length < listed.TotalCount };
            }),
        },
        list: ({ zone, label }, bound) => allPages(async (page, given) => {
            const query = {
                DomainName: zone.id,
                SubDomain: `${label || '@'}.${zone.id}`,
                Type: 'TXT',
                PageNumber: String(page),
                PageSize: '500',
            };
            const listed = (await api(call('DescribeSubDomainRecords', query), bound));
            const found = listed.DomainRecords?.Record ?? [];
            const items = found.map(({ RecordId: id, Value: value }) => ({ id, value }));
            return { items, more: items.length > 0 && given + items.length < listed.TotalCount };
        }),
        async create({ zone, label }, value, bound) {
            const query = { DomainName: zone.id, RR: label || '@', Type: 'TXT', Value: value, TTL: String(ttlS) };
            const absent = (status) => status === 409;
            await api({ ...call('AddDomainRecord', query), absent }, bound);
        },
        async remove(_, id, bound) {
            await api({ ...call('DeleteDomainRecord', { RecordId: id }), absent: notFound }, bound);
        },
    });
}
/** Most of what goes wrong is told as 400, with a code. */
function statusOf({ status, body }) {
    const code = /"Code"\s*:\s*"([\w.]+)"/.exec(body)?.[1] ?? '';
    if (status < 400 || status >= 500 || code === '')
        return status;
    if (/^Throttling/.test(code))
        return 429;
    if (/^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken)/.test(code))
        return 401;
    if (/^(Forbidden|NoPermission)/.test(code))
        return 403;
    if (/^DomainRecordDuplicate/.test(code))
        return 409;
    return /^DomainRecordNotBelongToUser/.test(code) ? 404 : status;
}
function alidns_explain(status, said) {
    if (status === 401) {
        const hint = 'Check ALICLOUD_ACCESS_KEY, ALICLOUD_SECRET_KEY and, when they are temporary, ALICLOUD_SECURITY_TOKEN.';
        return { problem: 'the credentials are wrong or have expired', hint };
    }
    if (status === 403) {
        return {
            problem: 'the credentials may not do this',
            hint: `Their RAM policy has to allow ${permission}.`,
        };
    }
    if (status === 400 && /TTL/i.test(said)) {
        return {
            problem: 'the TTL is refused',
            hint: 'Set ALICLOUD_TTL to what your edition allows, mostly 600.',
        };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/dns/access-token.js


/** What is left of a token that is used once more: enough for a request and what it waits for. */
const spareMs = 120_000;
/**
 * Makes the function that gets a token, and gets the next one before it ends. Each is hidden from logs.
 * @param get asks for a new one
 */
function createTokenSource({ clock, mask }, get) {
    const tokens = shareByKey();
    let generation = 0;
    const take = (bound) => tokens(String(generation), bound.signal, async () => {
        const { token, expiresInS } = await get(bound);
        mask(token);
        return { token: new base_secret/* Secret */.z(token), endsAt: clock.monotonic() + expiresInS * 1000 };
    });
    return async (bound) => {
        const current = generation;
        const { token, endsAt } = await take(bound);
        if (endsAt - clock.monotonic() > spareMs)
            return token;
        if (generation === current)
            generation += 1;
        return (await take(bound)).token;
    };
}

;// CONCATENATED MODULE: ./build/dns/secure-url.js
/** Whether what is secret may go to a URL: it is of HTTPS, or of this machine. */
function isSecure({ protocol, hostname }) {
    return (protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)));
}

;// CONCATENATED MODULE: ./build/dns/azure/identity.js



/** What says who the run is at Azure, under lego's names. */
const azureVariables = [
    optionalVariable('AZURE_CLIENT_ID', 'Application (client) ID'),
    optionalVariable('AZURE_TENANT_ID', 'Directory (tenant) ID'),
    optionalVariable('AZURE_CLIENT_SECRET', 'Client secret', { secret: true }),
    optionalVariable('AZURE_CLIENT_CERTIFICATE_PATH', 'Must be empty: a client certificate is not taken'),
    optionalVariable('AZURE_AUTH_METHOD', '`oidc` (or `wli`), `env` (client secret), `cli` (`az`, as after `azure/login`) or `msi` (managed identity); if ' +
        'empty, env with a client secret, oidc with a client ID, else cli'),
    optionalVariable('AZURE_OIDC_TOKEN', 'ID token for oidc, instead of asking for one', { secret: true }),
    optionalVariable('AZURE_OIDC_TOKEN_FILE_PATH', 'File with the ID token', {
        aliases: ['AZURE_FEDERATED_TOKEN_FILE'],
    }),
    optionalVariable('AZURE_OIDC_REQUEST_URL', 'Where to ask for the ID token: the runner sets it', {
        aliases: ['ACTIONS_ID_TOKEN_REQUEST_URL', 'ARM_OIDC_REQUEST_URL'],
    }),
    optionalVariable('AZURE_OIDC_REQUEST_TOKEN', 'What to ask with: the runner sets it', {
        secret: true,
        aliases: ['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ARM_OIDC_REQUEST_TOKEN'],
    }),
    optionalVariable('AZURE_AUTH_MSI_TIMEOUT', 'Seconds to wait for the managed identity', { default: '2' }),
];
/**
 * Decides by AZURE_AUTH_METHOD, else by what is set, how the run shows who it is.
 * @returns undefined with a fault in `read` when something for it is missing
 */
function readAzureIdentity(read, { env }) {
    const certificate = 'AZURE_CLIENT_CERTIFICATE_PATH';
    if (read.text(certificate) !== '') {
        read.refuse(certificate, "isn't supported", 'Use AZURE_CLIENT_SECRET, or better an ID token of the job.');
        return undefined;
    }
    switch (methodOf(read, env)) {
        case 'env':
            return readSecret(read);
        case 'oidc':
        case 'wli':
            return readAssertion(read);
        case 'cli':
            return { kind: 'cli', tenantId: read.text('AZURE_TENANT_ID') };
        case 'msi':
            return readManaged(read, env);
        default:
            read.refuse('AZURE_AUTH_METHOD', 'is no method that is supported', 'Give oidc, env, cli or msi.');
            return undefined;
    }
}
function methodOf(read, env) {
    const method = read.text('AZURE_AUTH_METHOD').toLowerCase();
    if (method !== '')
        return method;
    if (read.text('AZURE_CLIENT_SECRET') !== '')
        return 'env';
    if (read.text('AZURE_CLIENT_ID') !== '')
        return 'oidc';
    return env['IDENTITY_ENDPOINT'] === undefined ? 'cli' : 'msi';
}
function readSecret(read) {
    const [tenantId, clientId] = readIds(read);
    const secret = read.secret('AZURE_CLIENT_SECRET');
    if (!secret) {
        const remedy = 'Set it to the value of a client secret.';
        read.refuse('AZURE_CLIENT_SECRET', 'is not set', remedy);
        return undefined;
    }
    return { kind: 'secret', tenantId, clientId, secret };
}
function readAssertion(read) {
    const [tenantId, clientId] = readIds(read);
    const assertion = assertionSource(read);
    return assertion && { kind: 'assertion', tenantId, clientId, assertion };
}
function assertionSource(read) {
    const path = read.text('AZURE_OIDC_TOKEN_FILE_PATH');
    if (path !== '')
        return { kind: 'file', path };
    const given = read.secret('AZURE_OIDC_TOKEN');
    if (given)
        return { kind: 'given', token: given };
    const url = read.url('AZURE_OIDC_REQUEST_URL', 'AZURE_OIDC_REQUEST_TOKEN');
    const token = read.secret('AZURE_OIDC_REQUEST_TOKEN');
    read.demandTogether('AZURE_OIDC_REQUEST_URL', 'AZURE_OIDC_REQUEST_TOKEN');
    if (read.text('AZURE_OIDC_REQUEST_URL') !== '') {
        if (!isSecure(url))
            read.refuse('AZURE_OIDC_REQUEST_URL', 'is no https URL', 'Give it with https.');
        return token && { kind: 'request', url, token };
    }
    if (token)
        return undefined;
    read.refuse('AZURE_CLIENT_ID', 'needs something that proves it, and there is neither an ID token nor a client secret', 'Give the job `permissions: { id-token: write }` and the application a federated credential for it; or set ' +
        'AZURE_CLIENT_SECRET, or AZURE_AUTH_METHOD to cli (after `azure/login`) or msi.');
    return undefined;
}
function readIds(read) {
    for (const name of ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID'])
        if (read.text(name) === '')
            read.refuse(name, 'is not set', 'Set it to the ID that the portal shows.');
    return [read.text('AZURE_TENANT_ID'), read.text('AZURE_CLIENT_ID')];
}
function readManaged(read, env) {
    const endpoint = managedEndpoint(env);
    // App Service has it at a link-local address.
    if (endpoint && !isSecure(endpoint.url) && !/^169\.254(\.\d+){2}$/.test(endpoint.url.hostname))
        read.refuse('AZURE_AUTH_METHOD', 'would send IDENTITY_HEADER to another machine without TLS', 'Let IDENTITY_ENDPOINT be what Azure sets, or take it away.');
    return {
        kind: 'managed',
        clientId: read.text('AZURE_CLIENT_ID'),
        endpoint,
        timeoutMs: read.integer('AZURE_AUTH_MSI_TIMEOUT', { least: 1, most: 600 }) * 1000,
    };
}
/** What App Service and Container Apps set. */
function managedEndpoint(env) {
    const { IDENTITY_ENDPOINT: url = '', IDENTITY_HEADER: header = '' } = env;
    return URL.canParse(url) && header !== '' ? { url: new URL(url), header: new base_secret/* Secret */.z(header) } : undefined;
}

;// CONCATENATED MODULE: ./build/dns/id-token.js




const title = "The issuer of the job's ID tokens";
/** @returns the runner's issuer; undefined where the job may have no such token */
function runnersIssuer({ env }) {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: token = '' } = env;
    return URL.canParse(url) && token !== '' ? { url: new URL(url), token: new base_secret/* Secret */.z(token) } : undefined;
}
/**
 * Asks for a new token, and hides it from all that is logged:
 * https://docs.github.com/actions/reference/security/oidc.
 * @param audience who it is for, unless the issuer's URL says that already
 * @throws AppError `dns-provider`; the bound's reason
 */
async function requestIdToken({ url, token }, { audience, context }, bound) {
    if (!isSecure(url)) {
        throw new errors/* AppError */.uV('dns-provider', `${title} is at ${url.origin}, which is no https URL`, {
            hint: 'What asks it for a token must not go there: give a URL of https.',
        });
    }
    const headers = { authorization: new base_secret/* Secret */.z(`Bearer ${token.reveal()}`) };
    const api = createJsonApi({ title, baseUrl: url, headers, context, explain: id_token_explain });
    const query = url.searchParams.get('audience') === null ? { audience } : {};
    const answer = (await api({ method: 'GET', path: '', query }, bound));
    if (typeof answer?.value !== 'string' || answer.value === '') {
        throw new errors/* AppError */.uV('dns-provider', `${title} answered without a token`, {
            hint: 'Check that the URL is the one that it should be, and that no proxy answers in its place.',
        });
    }
    context.ports.mask(answer.value);
    return new base_secret/* Secret */.z(answer.value);
}
function id_token_explain(status) {
    if (status < 400 || status >= 500 || status === 429)
        return undefined;
    return {
        problem: 'it gives this job no ID token',
        hint: 'Give the job `permissions: { id-token: write }`; a pull request from a fork never gets it.',
    };
}

;// CONCATENATED MODULE: ./build/dns/azure/token.js






const token_title = 'Microsoft Entra ID';
/** `az` starts a Python of its own; a sick one must not cost the run. */
const azMs = 60_000;
/** What `az` gives has at least this long to go; before 2.54 it says the end by the machine's local time only. */
const unknownLifeS = 300;
/**
 * Asks for a token of Azure Resource Manager.
 * @throws AppError `dns-provider` with what to do; the bound's reason
 */
function getAzureToken(identity, { cloud, context }, bound) {
    switch (identity.kind) {
        case 'secret':
            return askEntra(identity, { client_secret: identity.secret }, { cloud, context }, bound);
        case 'assertion':
            return getAssertion(identity.assertion, { cloud, context }, bound).then((assertion) => askEntra(identity, { client_assertion: assertion }, { cloud, context }, bound));
        case 'managed':
            return askManaged(identity, { cloud, context }, bound);
        case 'cli':
            return askCli(identity, { cloud, context }, bound);
    }
}
/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
async function askEntra({ tenantId, clientId }, proof, { cloud, context }, bound) {
    const revealed = Object.fromEntries(Object.entries(proof).map(([name, value]) => [name, value.reveal()]));
    const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        scope: `${cloud.audience}/.default`,
        ...revealed,
        ...('client_assertion' in proof
            ? { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' }
            : {}),
    });
    const secrets = Object.values(proof);
    const api = createJsonApi({
        title: token_title,
        baseUrl: new URL(cloud.authority),
        headers: {},
        secrets,
        context,
        explain: token_explain,
    });
    const text = { type: 'application/x-www-form-urlencoded', content: form.toString() };
    const path = `${encodeURIComponent(tenantId)}/oauth2/v2.0/token`;
    return accessTokenIn(token_title, await api({ method: 'POST', path, text }, bound));
}
async function getAssertion(source, { cloud, context }, bound) {
    if (source.kind === 'given')
        return source.token;
    if (source.kind === 'file')
        return token_readAssertion(source.path, context);
    return requestIdToken(source, { audience: cloud.exchange, context }, bound);
}
function token_readAssertion(path, { ports }) {
    try {
        const token = ports.readText(path).trim();
        ports.mask(token);
        return new base_secret/* Secret */.z(token);
    }
    catch (error) {
        throw new errors/* AppError */.uV('dns-provider', `The file of the federated token can't be read: ${(0,errors/* messageOf */.bD)(error)}`, { hint: 'Check AZURE_OIDC_TOKEN_FILE_PATH or AZURE_FEDERATED_TOKEN_FILE.' }, error);
    }
}
/** https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token */
async function askManaged({ clientId, endpoint, timeoutMs }, { cloud, context }, bound) {
    const name = 'The managed identity of this machine';
    const baseUrl = endpoint?.url ?? new URL('http://169.254.169.254/metadata/identity/oauth2/token');
    const headers = endpoint
        ? { 'x-identity-header': endpoint.header }
        : { metadata: 'true' };
    const patient = { ...context, requestTimeoutMs: Math.min(context.requestTimeoutMs, timeoutMs) };
    const api = createJsonApi({ title: name, baseUrl, headers, context: patient, explain: explainManaged });
    const request = {
        method: 'GET',
        path: '',
        query: {
            'api-version': endpoint ? '2019-08-01' : '2018-02-01',
            resource: cloud.audience,
            ...(clientId === '' ? {} : { client_id: clientId }),
        },
    };
    return accessTokenIn(name, await askMachine(api, request, bound));
}
/** What isn't Azure's has nothing at that address. */
async function askMachine(api, request, bound) {
    try {
        return await api(request, bound);
    }
    catch (error) {
        if (!(error instanceof errors/* AppError */.uV) || error.details.lastStatus !== undefined)
            throw error;
        throw new errors/* AppError */.uV(error.code, error.message, { ...error.details, hint: managedHint }, error.cause);
    }
}
/** What `az` prints is the token: it goes neither to the log nor into an error. */
async function askCli({ tenantId }, { cloud, context: { env, ports } }, bound) {
    const tenant = tenantId === '' ? [] : ['--tenant', tenantId];
    const args = ['account', 'get-access-token', '--output', 'json', '--resource', cloud.audience, ...tenant];
    const expired = () => cliError('does not end', 'Try it in a step before, to see what it waits for.');
    const withheld = { AZURE_CLIENT_SECRET: undefined, AZURE_CORE_COLLECT_TELEMETRY: 'false' };
    const { exitCode, output } = await (0,base_bound/* within */.ux)(ports.clock, { timeoutMs: azMs, parent: bound, expired }, (own) => ports.processes
        .run({ file: 'az', args, env: (0,program/* programEnvironment */.yE)(env, withheld) }, own.signal)
        .catch((error) => {
        own.signal.throwIfAborted();
        throw cliError(`can't be started: ${(0,errors/* messageOf */.bD)(error)}`, `Install the Azure CLI, or ${otherWays}`, error);
    }));
    if (exitCode !== 0) {
        const [reason = 'no reason'] = /^ERROR: .*$/m.exec(output) ?? [];
        const words = `ended with exit code ${exitCode ?? 'of a signal'} (${reason})`;
        throw cliError(words, `Log in with \`azure/login\` in a step before, or ${otherWays}`);
    }
    // Warnings come on standard error, which is in there too.
    const [json = ''] = /^\{.*^\}/ms.exec(output) ?? [];
    const answer = json === '' ? undefined : parseJson('az', json);
    const { accessToken, expires_on: endsAtS } = (answer ?? {});
    if (typeof accessToken !== 'string')
        throw cliError('printed no token', 'Update the Azure CLI.');
    const leftS = typeof endsAtS === 'number' ? endsAtS - Math.floor(ports.clock.now() / 1000) : unknownLifeS;
    return { token: accessToken, expiresInS: leftS };
}
function cliError(words, hint, cause) {
    return new errors/* AppError */.uV('dns-provider', `\`az account get-access-token\` ${words}`, { hint }, cause);
}
/** For a step that has no variables of Azure's. */
const otherWays = 'set AZURE_CLIENT_ID and AZURE_TENANT_ID, and give the job `permissions: { id-token: write }` or the step ' +
    'AZURE_CLIENT_SECRET; on a machine with a managed identity set AZURE_AUTH_METHOD to msi.';
const managedHint = 'AZURE_AUTH_METHOD is msi: that works on machines of Azure only, and not through a proxy (169.254.169.254 belongs ' +
    'into NO_PROXY). Elsewhere use OIDC, a client secret or `azure/login`.';
function accessTokenIn(from, answer) {
    const { access_token: token, expires_in: expiresIn } = (answer ?? {});
    if (typeof token !== 'string' || token === '')
        throw noToken(from);
    // The metadata service writes it as text.
    return { token, expiresInS: Number(expiresIn ?? 0) || 0 };
}
function noToken(from) {
    return new errors/* AppError */.uV('dns-provider', `${from} answered without a token`, {
        hint: 'Check that the URL is the one that it should be, and that no proxy answers in its place.',
    });
}
function token_explain(status, said) {
    if (/AADSTS7000(215|222)/.test(said)) {
        return {
            problem: 'the client secret is wrong or has expired',
            hint: "Check AZURE_CLIENT_SECRET: it is the secret's value and not its ID.",
        };
    }
    if (/AADSTS70021\d?\b/.test(said)) {
        return {
            problem: 'no federated credential of the application fits this job',
            hint: 'Compare its issuer, subject (repo:owner/name:...) and audience with what is said above.',
        };
    }
    if (/AADSTS700016|AADSTS90002|AADSTS900023/.test(said)) {
        return {
            problem: 'there is no such application',
            hint: 'Check AZURE_CLIENT_ID, AZURE_TENANT_ID, and AZURE_ENVIRONMENT if it is in a sovereign cloud.',
        };
    }
    if (status !== 400 && status !== 401)
        return undefined;
    return {
        problem: 'the credentials are wrong',
        hint: 'Check AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET.',
    };
}
function explainManaged(status) {
    if (status !== 400 && status !== 403 && status !== 404)
        return undefined;
    return {
        problem: 'it has no such identity',
        hint: 'Assign it an identity; AZURE_CLIENT_ID must be that of a user-assigned one, or be empty.',
    };
}

;// CONCATENATED MODULE: ./build/dns/providers/azuredns.js









const azuredns_permission = 'the role DNS Zone Contributor on the zone';
/** https://learn.microsoft.com/rest/api/dns/ and https://learn.microsoft.com/rest/api/azureresourcegraph/. */
const [dnsVersion, graphVersion] = ['2018-05-01', '2024-04-01'];
const clouds = {
    public: {
        manager: 'https://management.azure.com',
        authority: 'https://login.microsoftonline.com',
        audience: 'https://management.azure.com',
        exchange: 'api://AzureADTokenExchange',
    },
    usgovernment: {
        manager: 'https://management.usgovcloudapi.net',
        authority: 'https://login.microsoftonline.us',
        audience: 'https://management.core.usgovcloudapi.net',
        exchange: 'api://AzureADTokenExchangeUSGov',
    },
    china: {
        manager: 'https://management.chinacloudapi.cn',
        authority: 'https://login.chinacloudapi.cn',
        audience: 'https://management.core.chinacloudapi.cn',
        exchange: 'api://AzureADTokenExchangeChina',
    },
};
const azuredns_variables = [
    ...azureVariables,
    optionalVariable('AZURE_SUBSCRIPTION_ID', 'Subscription of the zone; all that the credentials see if empty'),
    optionalVariable('AZURE_RESOURCE_GROUP', 'Resource group of the zone; all if empty'),
    optionalVariable('AZURE_ZONE_NAME', 'The zone to change; with the two above, it is not looked for'),
    optionalVariable('AZURE_ENVIRONMENT', `One of ${Object.keys(clouds).join(', ')}`, { default: 'public' }),
    optionalVariable('AZURE_PRIVATE_ZONE', 'Must be empty or false: a CA sees public zones only'),
    optionalVariable('AZURE_SERVICEDISCOVERY_FILTER', 'Further condition in the search for zones, in the words of Azure Resource Graph: `where tags.use == "web"`'),
    ttlVariable('AZURE_TTL', 60),
];
/** Azure's public DNS zones, by Azure Resource Manager. */
const azuredns = {
    name: 'azuredns',
    aliases: ['azure'],
    title: 'Azure DNS',
    documentation: 'https://go-acme.github.io/lego/dns/azuredns/',
    variables: azuredns_variables,
    example: ['AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'AZURE_SUBSCRIPTION_ID'],
    permissions: 'The role DNS Zone Contributor on the zone; or, on its `_acme-challenge` TXT record sets alone, with Reader on the zone. With an ID token of the job, as above: `permissions: { id-token: write }` in the job, and a federated credential for it in the application. After `azure/login`, no variable has to be set',
    verified: 'The SDKs arm-dns, arm-resourcegraph and identity; Lexicon',
    configure(context) {
        const read = new CredentialReader(azuredns_variables, context);
        const identity = readAzureIdentity(read, context);
        const cloud = readCloud(read);
        const privateZone = 'AZURE_PRIVATE_ZONE';
        if (!/^(false)?$/i.test(read.text(privateZone)))
            read.refuse(privateZone, "isn't supported", 'Leave it out: only what is in a public zone can be proven.');
        const place = {
            subscription: read.text('AZURE_SUBSCRIPTION_ID'),
            group: read.text('AZURE_RESOURCE_GROUP'),
            zone: read.text('AZURE_ZONE_NAME'),
            filter: read.text('AZURE_SERVICEDISCOVERY_FILTER'),
        };
        const ttlS = read.ttl('AZURE_TTL');
        if (read.faults.length > 0 || !identity || !cloud)
            return { faults: read.faults };
        const tokens = createTokenSource(context.ports, (bound) => getAzureToken(identity, { cloud, context }, bound));
        const authorize = async (_, bound) => ({
            authorization: new base_secret/* Secret */.z(`Bearer ${(await tokens(bound)).reveal()}`),
        });
        const baseUrl = new URL(cloud.manager);
        const api = createJsonApi({ title: azuredns.title, baseUrl, headers: {}, authorize, context, explain: azuredns_explain });
        return createAzure(api, { place, ttlS, ports: context.ports });
    },
};
function readCloud(read) {
    const cloud = clouds[read.text('AZURE_ENVIRONMENT').toLowerCase()];
    if (!cloud)
        read.refuse('AZURE_ENVIRONMENT', 'is no cloud', `Give one of ${Object.keys(clouds).join(', ')}.`);
    return cloud;
}
function createAzure(api, { place: wanted, ttlS, ports }) {
    const setPath = ({ zone, label }) => `${zone.id}/TXT/${encodeURIComponent(label || '@')}`;
    const query = { 'api-version': dnsVersion };
    /** The records of a set as they are stored: one may have several strings. */
    const originals = new WeakMap();
    return providerOfSets({
        title: azuredns.title,
        permission: azuredns_permission,
        ports,
        ttlS,
        format: (value) => value,
        zones: { list: (bound) => listZones(api, wanted, bound) },
        async read(place, bound) {
            demandOne(place.zone);
            const set = await api({ method: 'GET', path: setPath(place), query, absent: notFound }, bound);
            if (set === undefined)
                return undefined;
            const { etag, properties } = set;
            const records = new Map((properties.TXTRecords ?? []).map(({ value }) => [value.join(''), value]));
            const stored = { values: [...records.keys()], ttlS: properties.TTL, version: etag };
            originals.set(stored, records);
            return stored;
        },
        async write(place, { values, ttlS: ttl }, { before, bound }) {
            const records = before && originals.get(before);
            const body = {
                properties: {
                    TTL: ttl,
                    TXTRecords: values.map((value) => ({ value: records?.get(value) ?? [value] })),
                },
            };
            const method = values.length === 0 ? 'DELETE' : before ? 'PATCH' : 'PUT';
            const met = { another: false };
            const request = {
                method,
                path: setPath(place),
                query,
                headers: before ? { 'if-match': before.version ?? '*' } : { 'if-none-match': '*' },
                ...(method === 'DELETE' ? {} : { body }),
                absent(status) {
                    // 404: it was there a moment ago.
                    met.another = status === 412 || (before !== undefined && status === 404);
                    return met.another;
                },
            };
            await api(request, bound);
            if (met.another)
                throw new SetChanged();
        },
    });
}
/**
 * The public zones that the credentials may read and the variables don't leave out, by Azure Resource Graph, which
 * unlike the list of a subscription's zones is open to who has rights on one zone only.
 */
async function listZones(api, wanted, bound) {
    const { subscription, group, zone } = wanted;
    if (subscription !== '' && group !== '' && zone !== '') {
        const path = [subscription, 'resourceGroups', group, 'providers/Microsoft.Network/dnsZones', zone];
        return [apiZone(`/subscriptions/${path.join('/')}`, zone)];
    }
    const zones = [];
    for (let skipToken = ''; skipToken !== undefined;) {
        const options = { resultFormat: 'objectArray', ...(skipToken === '' ? {} : { $skipToken: skipToken }) };
        const request = {
            method: 'POST',
            path: 'providers/Microsoft.ResourceGraph/resources',
            query: { 'api-version': graphVersion },
            body: { query: graphQuery(wanted), options },
        };
        const page = (await api(request, bound));
        zones.push(...(page?.data ?? []));
        skipToken = page?.$skipToken;
    }
    return unambiguous(zones.map(({ id, name }) => apiZone(id, name)));
}
/** As lego asks. */
function graphQuery({ subscription, group, zone, filter }) {
    const only = Object.entries({ subscriptionId: subscription, resourceGroup: group, name: zone });
    return [
        'resources',
        '| where type =~ "microsoft.network/dnszones"',
        ...only.flatMap(([column, value]) => value === '' ? [] : [`| where ${column} =~ ${JSON.stringify(value)}`]),
        ...(filter === '' ? [] : [`| ${filter}`]),
        '| project id, name',
        '| order by id asc',
    ].join('\n');
}
/** Several groups may have a zone of one name, and only one of them is what the registrar knows. */
function unambiguous(zones) {
    return [...Map.groupBy(zones, ({ name }) => name)].map(([name, same]) => ({
        name,
        id: same.map(({ id }) => id).join(' '),
    }));
}
function demandOne({ id, name }) {
    const ids = id.split(' ');
    if (ids.length === 1)
        return;
    throw new errors/* AppError */.uV('dns-provider', `Azure DNS has the zone ${name} ${ids.length} times: ${ids.join(', ')}`, {
        hint: 'Say by AZURE_SUBSCRIPTION_ID and AZURE_RESOURCE_GROUP which one the registrar delegates to.',
    });
}
function azuredns_explain(status, said) {
    if (status === 401) {
        return { problem: 'the token is refused', hint: 'Check AZURE_ENVIRONMENT and AZURE_TENANT_ID.' };
    }
    if (status === 403) {
        return {
            problem: 'the credentials may not do this',
            hint: `Give them ${azuredns_permission}. A new assignment takes some minutes to work.`,
        };
    }
    if (status === 404) {
        return {
            problem: 'the zone is not there',
            hint: 'Check AZURE_ZONE_NAME, AZURE_RESOURCE_GROUP and AZURE_SUBSCRIPTION_ID.',
        };
    }
    if (status === 409)
        return { problem: 'the zone is being changed', hint: 'Run again in a minute.', retryable: true };
    if (/NoValidSubscriptions/.test(said)) {
        return {
            problem: 'the credentials see no subscription',
            hint: `Give them ${azuredns_permission}, and check AZURE_SUBSCRIPTION_ID.`,
        };
    }
    if (status === 400 && /TooManyRecords|exceed/i.test(said)) {
        return { problem: 'the name has too many values', hint: 'Remove old values there: Azure DNS holds 20.' };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/dns/providers/cloudflare.js





const cloudflare_permission = 'Zone / Zone / Read and Zone / DNS / Edit on the zone';
const cloudflare_variables = [
    optionalVariable('CF_DNS_API_TOKEN', 'API token that may change the zone', {
        secret: true,
        aliases: ['CLOUDFLARE_DNS_API_TOKEN'],
    }),
    optionalVariable('CF_ZONE_API_TOKEN', 'API token that may read zones, when the other may not', {
        secret: true,
        aliases: ['CLOUDFLARE_ZONE_API_TOKEN'],
    }),
    optionalVariable('CF_API_EMAIL', "The account's address, with CF_API_KEY instead of a token", {
        aliases: ['CLOUDFLARE_EMAIL'],
    }),
    optionalVariable('CF_API_KEY', 'Global API key: may do everything, so prefer a token', {
        secret: true,
        aliases: ['CLOUDFLARE_API_KEY'],
    }),
    ttlVariable('CLOUDFLARE_TTL', 120),
    optionalVariable('CLOUDFLARE_BASE_URL', 'URL of the API', {
        default: 'https://api.cloudflare.com/client/v4',
    }),
];
/** Cloudflare, by its API v4. */
const cloudflare = {
    name: 'cloudflare',
    title: 'Cloudflare',
    documentation: 'https://go-acme.github.io/lego/dns/cloudflare/',
    variables: cloudflare_variables,
    permissions: `API token with ${cloudflare_permission}`,
    verified: "Cloudflare's SDK, Lexicon",
    configure(context) {
        const read = new CredentialReader(cloudflare_variables, context);
        const baseUrl = read.url('CLOUDFLARE_BASE_URL', 'CF_DNS_API_TOKEN');
        const ttlS = read.ttl('CLOUDFLARE_TTL', 60);
        const headers = readHeaders(read);
        if (read.faults.length > 0)
            return { faults: read.faults };
        const [edit, readZones] = [headers.edit, headers.zone].map((sent) => createJsonApi({ title: cloudflare.title, baseUrl, headers: sent, context, explain: cloudflare_explain }));
        return edit && readZones ? createCloudflare({ edit, readZones }, ttlS) : { faults: [] };
    },
};
function readHeaders(read) {
    const email = read.text('CF_API_EMAIL');
    const key = read.secret('CF_API_KEY');
    if (read.secret('CF_DNS_API_TOKEN')) {
        const edit = { authorization: read.authorization('CF_DNS_API_TOKEN') };
        const zone = read.secret('CF_ZONE_API_TOKEN')
            ? { authorization: read.authorization('CF_ZONE_API_TOKEN') }
            : edit;
        return { edit, zone };
    }
    if ((email === '') !== !key) {
        const [missing, set] = key ? ['CF_API_EMAIL', 'CF_API_KEY'] : ['CF_API_KEY', 'CF_API_EMAIL'];
        read.refuse(missing, 'is not set', `Set it too: ${set} works only with it; or better, set CF_DNS_API_TOKEN.`);
        return { edit: {}, zone: {} };
    }
    if (email === '' || !key) {
        read.refuse('CF_DNS_API_TOKEN', 'is not set', `Set it to an API token with ${cloudflare_permission}.`);
        return { edit: {}, zone: {} };
    }
    const both = { 'x-auth-email': email, 'x-auth-key': key };
    return { edit: both, zone: both };
}
function createCloudflare({ edit, readZones }, ttlS) {
    const records = (zone) => `zones/${zone.id}/dns_records`;
    return providerOfRecords({
        title: cloudflare.title,
        permission: cloudflare_permission,
        zones: {
            async find(name, bound) {
                const query = { name, per_page: '50' };
                const { result = [] } = (await readZones({ method: 'GET', path: 'zones', query }, bound));
                const zone = result.find((listed) => listed.name === name);
                return zone && apiZone(zone.id, zone.name);
            },
        },
        list: ({ zone, name }, bound) => allPages(async (page) => {
            const query = { type: 'TXT', name, per_page: '100', page: String(page) };
            const listed = (await edit({ method: 'GET', path: records(zone), query }, bound));
            const items = (listed.result ?? []).map(({ id, content }) => ({ id, value: content }));
            return { items, more: page < (listed.result_info?.total_pages ?? 1) };
        }),
        async create({ zone, name }, value, bound) {
            const body = { type: 'TXT', name, content: JSON.stringify(value), ttl: ttlS };
            const request = { method: 'POST', path: records(zone), body, absent: isThereAlready };
            await edit(request, bound);
        },
        async remove({ zone }, id, bound) {
            await edit({ method: 'DELETE', path: `${records(zone)}/${id}`, absent: notFound }, bound);
        },
    });
}
/** A list that was read a moment ago may lack what the next request meets. */
function isThereAlready(status, body) {
    return status === 400 && /"code"\s*:\s*8105[78]\b/.test(body);
}
function cloudflare_explain(status, said) {
    if (status === 400 && /request headers/i.test(said)) {
        return { problem: 'the credentials are malformed', hint: 'Check CF_DNS_API_TOKEN for missing letters.' };
    }
    if (status !== 401 && status !== 403)
        return undefined;
    return {
        problem: 'the token is wrong or may not do this',
        hint: `Check CF_DNS_API_TOKEN, its expiry and its address filter; it needs ${cloudflare_permission}.`,
    };
}

;// CONCATENATED MODULE: ./build/dns/providers/desec.js




const desec_permission = 'a policy that lets the token write the TXT records';
const desec_variables = [
    secretVariable('DESEC_TOKEN', 'Token'),
    ttlVariable('DESEC_TTL', 3600),
];
/** deSEC, by its REST API v1. */
const desec = {
    name: 'desec',
    title: 'deSEC',
    documentation: 'https://go-acme.github.io/lego/dns/desec/',
    variables: desec_variables,
    permissions: 'Token with a policy for type TXT at the `_acme-challenge` name: `perm_write`',
    verified: 'Lexicon',
    configure(context) {
        const read = new CredentialReader(desec_variables, context);
        const headers = { authorization: read.authorization('DESEC_TOKEN', 'Token') };
        // deSEC refuses less, unless it has allowed it for the zone.
        const ttlS = read.ttl('DESEC_TTL', 60);
        if (read.faults.length > 0)
            return { faults: read.faults };
        const baseUrl = new URL('https://desec.io/api/v1');
        const api = createJsonApi({ title: desec.title, baseUrl, headers, context, explain: desec_explain });
        return createDesec(api, { ttlS, ports: context.ports });
    },
};
function createDesec(api, { ttlS, ports }) {
    const sets = (zone) => `domains/${zone}/rrsets/`;
    return providerOfSets({
        title: desec.title,
        permission: desec_permission,
        ports,
        ttlS,
        format: (value) => JSON.stringify(value),
        zones: {
            async find(name, bound) {
                const request = { method: 'GET', path: 'domains/', query: { owns_qname: name } };
                const [domain] = (await api(request, bound));
                return domain && apiZone(domain.name, domain.name);
            },
        },
        async read({ zone, label }, bound) {
            const path = `${sets(zone.id)}${label || '@'}/TXT/`;
            const set = await api({ method: 'GET', path, absent: notFound }, bound);
            if (set === undefined)
                return undefined;
            const { records, ttl } = set;
            return { values: records, ttlS: ttl };
        },
        // A set can be created only where there is none; the API has nothing like that for those that are there.
        async write({ zone, label }, { values, ttlS: ttl }, { before, bound }) {
            const met = { another: false };
            const absent = (status, body) => (met.another = desec_isThereAlready(status, body));
            const set = { subname: label, type: 'TXT', ttl, records: values };
            const create = { method: 'POST', path: sets(zone.id), body: set, absent };
            // In bulk, since that alone doesn't mind whether the set is gone or is to go.
            const replace = { method: 'PUT', path: sets(zone.id), body: [set] };
            await api(before ? replace : create, bound);
            if (met.another)
                throw new SetChanged();
        },
    });
}
function desec_isThereAlready(status, body) {
    return status === 400 && /Another RRset with the same subdomain and type exists/i.test(body);
}
function desec_explain(status, said) {
    if (status === 401) {
        return {
            problem: 'the token is wrong',
            hint: 'Check DESEC_TOKEN, its age limits and its allowed subnets.',
        };
    }
    if (status === 403) {
        return { problem: 'the token may not do this', hint: `DESEC_TOKEN needs ${desec_permission}.` };
    }
    if (status === 400 && /ttl/i.test(said)) {
        return { problem: 'the TTL is refused', hint: "Raise DESEC_TTL to the zone's minimum, mostly 3600." };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/dns/providers/digitalocean.js




const digitalocean_permission = 'scopes domain:read, domain:create and domain:delete';
const digitalocean_variables = [
    secretVariable('DO_AUTH_TOKEN', 'API token'),
    ttlVariable('DO_TTL', 30),
    optionalVariable('DO_API_URL', 'URL of the API', { default: 'https://api.digitalocean.com' }),
];
/** DigitalOcean, by its API v2. */
const digitalocean = {
    name: 'digitalocean',
    title: 'DigitalOcean',
    documentation: 'https://go-acme.github.io/lego/dns/digitalocean/',
    variables: digitalocean_variables,
    permissions: `API token with the ${digitalocean_permission}`,
    verified: "Its OpenAPI description by prism, DigitalOcean's SDK, Lexicon",
    configure(context) {
        const read = new CredentialReader(digitalocean_variables, context);
        const headers = { authorization: read.authorization('DO_AUTH_TOKEN') };
        const ttlS = read.ttl('DO_TTL', 30);
        const baseUrl = read.url('DO_API_URL', 'DO_AUTH_TOKEN');
        if (read.faults.length > 0)
            return { faults: read.faults };
        return createDigitalOcean(createJsonApi({ title: digitalocean.title, baseUrl, headers, context, explain: digitalocean_explain }), ttlS);
    },
};
function createDigitalOcean(api, ttlS) {
    const domain = (name) => `v2/domains/${encodeURIComponent(name)}`;
    return providerOfRecords({
        title: digitalocean.title,
        permission: digitalocean_permission,
        zones: {
            find: async (name, bound) => (await api({ method: 'GET', path: domain(name), absent: notFound }, bound)) === undefined
                ? undefined
                : apiZone(name, name),
        },
        list: ({ zone, name, label }, bound) => allPages(async (page) => {
            const query = { type: 'TXT', name, per_page: '200', page: String(page) };
            const path = `${domain(zone.id)}/records`;
            const listed = (await api({ method: 'GET', path, query }, bound));
            const found = (listed.domain_records ?? []).filter((record) => record.name === (label || '@'));
            return {
                items: found.map(({ id, data }) => ({ id: String(id), value: data })),
                more: listed.links?.pages?.next !== undefined,
            };
        }),
        async create({ zone, label }, value, bound) {
            const body = { type: 'TXT', name: label || '@', data: value, ttl: ttlS };
            await api({ method: 'POST', path: `${domain(zone.id)}/records`, body }, bound);
        },
        async remove({ zone }, id, bound) {
            const path = `${domain(zone.id)}/records/${id}`;
            await api({ method: 'DELETE', path, absent: notFound }, bound);
        },
    });
}
function digitalocean_explain(status) {
    if (status === 401) {
        return {
            problem: 'the token is wrong',
            hint: 'Check DO_AUTH_TOKEN: it may have expired or been revoked.',
        };
    }
    if (status !== 403)
        return undefined;
    return { problem: 'the token may not do this', hint: `DO_AUTH_TOKEN needs the ${digitalocean_permission}.` };
}

;// CONCATENATED MODULE: ./build/dns/providers/dnsimple.js






const dnsimple_permission = 'an account token, whose scope includes the zone with read and write';
const dnsimple_variables = [
    secretVariable('DNSIMPLE_OAUTH_TOKEN', 'Account API token'),
    ttlVariable('DNSIMPLE_TTL', 120),
    optionalVariable('DNSIMPLE_BASE_URL', 'URL of the API', { default: 'https://api.dnsimple.com' }),
];
/** DNSimple, by its API v2. */
const dnsimple = {
    name: 'dnsimple',
    title: 'DNSimple',
    documentation: 'https://go-acme.github.io/lego/dns/dnsimple/',
    variables: dnsimple_variables,
    permissions: 'Account API token, scoped to the zone',
    verified: "DNSimple's SDK, Lexicon",
    configure(context) {
        const read = new CredentialReader(dnsimple_variables, context);
        const headers = { authorization: read.authorization('DNSIMPLE_OAUTH_TOKEN') };
        const ttlS = read.ttl('DNSIMPLE_TTL', 60);
        const baseUrl = read.url('DNSIMPLE_BASE_URL', 'DNSIMPLE_OAUTH_TOKEN');
        if (read.faults.length > 0)
            return { faults: read.faults };
        return createDnsimple(createJsonApi({ title: dnsimple.title, baseUrl, headers, context, explain: dnsimple_explain }), ttlS);
    },
};
function createDnsimple(api, ttlS) {
    const accounts = shareByKey();
    const account = (bound) => accounts('own', bound.signal, () => dnsimple_readAccount(api, bound));
    const zonePath = async (name, bound) => `v2/${await account(bound)}/zones/${name}`;
    return providerOfRecords({
        title: dnsimple.title,
        permission: dnsimple_permission,
        zones: {
            async find(name, bound) {
                const path = await zonePath(name, bound);
                const zone = await api({ method: 'GET', path, absent: notFound }, bound);
                return zone === undefined ? undefined : apiZone(name, name);
            },
        },
        list: async ({ zone, label }, bound) => {
            const path = `${await zonePath(zone.id, bound)}/records`;
            return allPages(async (page) => {
                const query = { type: 'TXT', name: label, per_page: '100', page: String(page) };
                const { data = [], pagination } = (await api({ method: 'GET', path, query }, bound));
                return {
                    items: data.map(({ id, content }) => ({ id: String(id), value: content })),
                    more: page < (pagination?.total_pages ?? 1),
                };
            });
        },
        async create({ zone, label }, value, bound) {
            const body = { type: 'TXT', name: label, content: value, ttl: ttlS };
            await api({ method: 'POST', path: `${await zonePath(zone.id, bound)}/records`, body }, bound);
        },
        async remove({ zone }, id, bound) {
            const path = `${await zonePath(zone.id, bound)}/records/${id}`;
            await api({ method: 'DELETE', path, absent: notFound }, bound);
        },
    });
}
async function dnsimple_readAccount(api, bound) {
    const whoami = (await api({ method: 'GET', path: 'v2/whoami' }, bound));
    const id = whoami.data?.account?.id;
    if (id !== undefined)
        return String(id);
    throw new errors/* AppError */.uV('dns-provider', 'DNSimple: the token belongs to a user, not to an account', {
        hint: 'Make an account token (Account, Automation) and set it as DNSIMPLE_OAUTH_TOKEN.',
    });
}
function dnsimple_explain(status) {
    if (status === 401) {
        return {
            problem: 'the token is wrong',
            hint: 'Check DNSIMPLE_OAUTH_TOKEN, and that it is for this URL.',
        };
    }
    if (status !== 403 && status !== 402)
        return undefined;
    return { problem: 'the token may not do this', hint: `DNSIMPLE_OAUTH_TOKEN has to be ${dnsimple_permission}.` };
}

;// CONCATENATED MODULE: ./build/dns/providers/dnspod.js





const dnspod_variables = [
    secretVariable('DNSPOD_API_KEY', 'DNSPod token, as `ID,token`'),
    ttlVariable('DNSPOD_TTL', 600),
];
/** DNSPod, by the API of dnsapi.cn with its own tokens; with keys of Tencent Cloud it is `tencentcloud`. */
const dnspod = {
    name: 'dnspod',
    title: 'DNSPod',
    documentation: 'https://docs.dnspod.cn/api/',
    variables: dnspod_variables,
    permissions: 'A token may do whatever its account may; keys for `tencentcloud` can be limited to one domain, so prefer those',
    verified: 'Lexicon',
    configure(context) {
        const read = new CredentialReader(dnspod_variables, context);
        const key = read.secret('DNSPOD_API_KEY');
        if (key && !/^\d+,\S+$/.test(key.reveal())) {
            read.refuse('DNSPOD_API_KEY', 'is no token with its ID', 'Give both, with a comma between them.');
        }
        const ttlS = read.ttl('DNSPOD_TTL');
        if (read.faults.length > 0 || !key)
            return { faults: read.faults };
        return createDnspod(createCall(key, context), ttlS);
    },
};
/** Every answer is an HTTP 200 with a code in it, and what a code means depends on the action. */
function createCall(key, context) {
    const token = new base_secret/* Secret */.z(key.reveal().replace(/^\d+,/, ''));
    const api = createJsonApi({
        title: dnspod.title,
        baseUrl: new URL('https://dnsapi.cn'),
        headers: {},
        secrets: [key, token],
        context,
        explain: dnspod_explain,
        statusOf: ({ status, body }) => (status === 200 ? (statuses[codeIn(body)] ?? 400) : status),
    });
    return async (action, { fields, empty }, bound) => {
        const form = new URLSearchParams({ login_token: key.reveal(), format: 'json', lang: 'en', ...fields });
        const text = { type: 'application/x-www-form-urlencoded', content: form.toString() };
        const absent = (_, body) => codeIn(body) === empty;
        return (await api({ method: 'POST', path: action, text, absent }, bound));
    };
}
/** HTTP's Locked, which DNSPod itself never answers with. */
const lockedOut = 423;
const statuses = {
    '1': 200,
    '-1': 401,
    '-2': 429,
    '-8': lockedOut,
    '-99': 503,
    '85': 403,
};
function codeIn(body) {
    return /"code"\s*:\s*"?(-?\d+)/.exec(body)?.[1] ?? '';
}
function createDnspod(call, ttlS) {
    return providerOfRecords({
        title: dnspod.title,
        permission: 'the token must be one of the account that holds the zone',
        zones: {
            list: (bound) => allPages(async (_, given) => {
                const fields = { offset: String(given), length: '500' };
                const listed = await call('Domain.List', { fields, empty: '9' }, bound);
                const items = (listed?.domains ?? []).map(({ id, name, punycode }) => apiZone(id, punycode || name));
                return {
                    items,
                    more: items.length > 0 && given + items.length < Number(listed?.info.domain_total),
                };
            }),
        },
        async list({ zone, label }, bound) {
            // All types of the name are listed, and counted.
            const records = await allPages(async (_, given) => {
                const page = { offset: String(given), length: '500' };
                const fields = { domain_id: zone.id, sub_domain: label || '@', ...page };
                const listed = await call('Record.List', { fields, empty: '10' }, bound);
                const items = listed?.records ?? [];
                return { items, more: items.length > 0 && given + items.length < Number(listed?.info.record_total) };
            });
            return records.filter(({ type }) => type === 'TXT');
        },
        async create({ zone, label }, value, bound) {
            const fields = {
                domain_id: zone.id,
                sub_domain: label || '@',
                record_type: 'TXT',
                // The standard line, which DNSPod calls so in every language.
                record_line: '默认',
                value,
                ttl: String(ttlS),
            };
            await call('Record.Create', { fields, empty: '104' }, bound);
        },
        async remove({ zone }, id, bound) {
            await call('Record.Remove', { fields: { domain_id: zone.id, record_id: id }, empty: '8' }, bound);
        },
    });
}
function dnspod_explain(status, said) {
    if (status === 401) {
        return {
            problem: 'the token is wrong',
            hint: 'Check DNSPOD_API_KEY: `ID,token`, made at dnspod.cn under Account, API keys, DNSPod Token.',
        };
    }
    if (status === lockedOut) {
        return {
            problem: 'the account is closed for an hour, after too many refused logins',
            hint: 'Check DNSPOD_API_KEY here and wherever else it is used: 30 wrong logins in 5 minutes close the account. Run ' +
                'again in an hour.',
            lasting: true,
        };
    }
    if (status === 403) {
        return {
            problem: 'the account does not let this runner in',
            hint: "Switch off the account's protection by region at dnspod.cn, or add the runner's region to it.",
        };
    }
    if (status === 400 && /TTL/i.test(said)) {
        return { problem: 'the TTL is refused', hint: 'Raise DNSPOD_TTL to what your plan allows, mostly 600.' };
    }
    return status === 400
        ? {
            problem: 'the request was refused',
            hint: 'What DNSPod said names the reason; look at the domain there.',
        }
        : undefined;
}

;// CONCATENATED MODULE: ./build/dns/providers/exec.js



const exec_variables = [
    {
        name: 'EXEC_PATH',
        description: 'The program to run; the input `hook` comes first',
        required: false,
        secret: false,
    },
    {
        name: 'EXEC_MODE',
        description: 'Must be empty: the mode `RAW` is not supported',
        required: false,
        secret: false,
    },
];
/** A program of the user's own, by lego's protocol: `<program> present|cleanup <fqdn.> <value>`, exit code 0. */
const exec = {
    name: 'exec',
    title: 'External program',
    documentation: 'https://go-acme.github.io/lego/dns/exec/',
    variables: exec_variables,
    usesHook: true,
    permissions: 'What the program needs. It is run as `<program> present|cleanup <name.> <value>` (`scripts/demo/dns-hook.ts` is a whole one)',
    verified: 'A program of the tests',
    configure(context) {
        const read = new CredentialReader(exec_variables, context);
        const file = read.hook('EXEC_PATH');
        if (read.text('EXEC_MODE') !== '') {
            const remedy = 'Leave it empty: the program gets `present|cleanup <fqdn.> <value>`.';
            read.refuse('EXEC_MODE', 'the program would need domain, token and key authorization, which are not given', remedy);
        }
        return read.faults.length > 0 ? { faults: read.faults } : createExec(file, context);
    },
};
function createExec(file, context) {
    // One at a time, as lego runs it: programs that edit a zone file don't expect company.
    const turn = new parallel/* Slots */.WR(1);
    const run = (verb) => async ({ name, value }, bound) => {
        const call = {
            label: 'exec',
            name: context.hook === undefined ? 'EXEC_PATH' : 'hook',
            file,
            args: [verb, `${name}.`, value],
            told: `${file} ${verb} ${name}.`,
            hint: 'Run the program by hand with these arguments; its output stands in the log above.',
        };
        await turn.hold(bound.signal, () => (0,program/* runProgram */.mB)(call, context, bound));
    };
    return { present: run('present'), remove: run('cleanup') };
}

;// CONCATENATED MODULE: ./build/dns/providers/gandiv5.js




const gandiv5_permission = 'the permission "Manage domain name technical configurations" on the domain';
const gandiv5_variables = [
    optionalVariable('GANDIV5_PERSONAL_ACCESS_TOKEN', 'Personal access token; required unless there is a key', {
        secret: true,
    }),
    optionalVariable('GANDIV5_API_KEY', 'API key, which Gandi has deprecated', { secret: true }),
    ttlVariable('GANDIV5_TTL', 300),
];
/** Gandi's LiveDNS, by its API v5. */
const gandiv5 = {
    name: 'gandiv5',
    aliases: ['gandi'],
    title: 'Gandi LiveDNS',
    documentation: 'https://go-acme.github.io/lego/dns/gandiv5/',
    variables: gandiv5_variables,
    permissions: `Personal access token with ${gandiv5_permission}`,
    verified: 'Lexicon',
    configure(context) {
        const read = new CredentialReader(gandiv5_variables, context);
        const authorization = read.secret('GANDIV5_PERSONAL_ACCESS_TOKEN')
            ? read.authorization('GANDIV5_PERSONAL_ACCESS_TOKEN')
            : read.authorization('GANDIV5_API_KEY', 'Apikey');
        if (!read.secret('GANDIV5_PERSONAL_ACCESS_TOKEN') && !read.secret('GANDIV5_API_KEY')) {
            read.refuse('GANDIV5_PERSONAL_ACCESS_TOKEN', 'is not set', `Set it to a token with ${gandiv5_permission}.`);
        }
        const ttlS = read.ttl('GANDIV5_TTL', 300);
        if (read.faults.length > 0)
            return { faults: read.faults };
        const baseUrl = new URL('https://api.gandi.net/v5/livedns');
        const headers = { authorization };
        const api = createJsonApi({ title: gandiv5.title, baseUrl, headers, context, explain: gandiv5_explain });
        return createGandi(api, { ttlS, ports: context.ports });
    },
};
function createGandi(api, { ttlS, ports }) {
    const setPath = ({ zone, label }) => `domains/${zone.id}/records/${label || '@'}/TXT`;
    return providerOfSets({
        title: gandiv5.title,
        permission: gandiv5_permission,
        ports,
        ttlS,
        format: (value) => JSON.stringify(value),
        zones: {
            async find(name, bound) {
                const domain = await api({ method: 'GET', path: `domains/${name}`, absent: notFound }, bound);
                return domain === undefined ? undefined : apiZone(name, name);
            },
        },
        async read(place, bound) {
            const set = await api({ method: 'GET', path: setPath(place), absent: notFound }, bound);
            if (set === undefined)
                return undefined;
            const { rrset_values: values, rrset_ttl: ttl } = set;
            return { values, ttlS: ttl };
        },
        // A set can be created only where there is none; the API has nothing like that for those that are there.
        async write(place, { values, ttlS: ttl }, { before, bound }) {
            const met = { another: false };
            const absent = (status) => (met.another = gandiv5_isThereAlready(status));
            const [path, body] = [setPath(place), { rrset_values: values, rrset_ttl: ttl }];
            const create = { method: 'POST', path, body, absent };
            const replace = values.length > 0 ? { method: 'PUT', path, body } : { method: 'DELETE', path, absent: notFound };
            await api(before ? replace : create, bound);
            if (met.another)
                throw new SetChanged();
        },
    });
}
function gandiv5_isThereAlready(status) {
    return status === 409;
}
function gandiv5_explain(status) {
    if (status === 401) {
        return { problem: 'the token is wrong', hint: 'Check GANDIV5_PERSONAL_ACCESS_TOKEN and its expiry.' };
    }
    if (status !== 403)
        return undefined;
    return {
        problem: 'the token may not do this',
        hint: `GANDIV5_PERSONAL_ACCESS_TOKEN needs ${gandiv5_permission}, and the domain has to use LiveDNS.`,
    };
}

;// CONCATENATED MODULE: ./build/dns/google/identity.js





/** What says who the run is at Google Cloud, under lego's names. */
const googleVariables = [
    optionalVariable('GCE_SERVICE_ACCOUNT', 'Key of a service account (JSON), unless one of the next is there', {
        secret: true,
    }),
    optionalVariable('GOOGLE_APPLICATION_CREDENTIALS', 'File with credentials, as `google-github-actions/auth` sets it; else those of `gcloud auth application-default ' +
        "login`, else the machine's own on Google Cloud"),
    optionalVariable('GCE_IMPERSONATE_SERVICE_ACCOUNT', 'Address of the service account to act as'),
];
/** @returns undefined with a fault in `read` when they can't be used */
function readGoogleCredentials(read, context) {
    const account = read.text('GCE_IMPERSONATE_SERVICE_ACCOUNT');
    const source = ['GCE_SERVICE_ACCOUNT', 'GOOGLE_APPLICATION_CREDENTIALS'].find((name) => read.text(name) !== '');
    const text = source === 'GCE_SERVICE_ACCOUNT' ? read.text(source) : readCredentialFile(read, { source, context });
    if (text === undefined)
        return undefined;
    if (text === '') {
        const host = context.env['GCE_METADATA_HOST'] ?? 'metadata.google.internal';
        return { identity: { kind: 'machine', host }, impersonate: impersonation(account), project: '' };
    }
    const parsed = parseCredentials(text);
    if ('problem' in parsed) {
        const remedy = 'Give the JSON that the console or `google-github-actions/auth` made, unchanged.';
        read.refuse(source ?? 'GOOGLE_APPLICATION_CREDENTIALS', parsed.problem, remedy);
        return undefined;
    }
    return { ...parsed, impersonate: impersonation(account) ?? parsed.impersonate };
}
function impersonation(account) {
    if (account === '')
        return undefined;
    const path = `v1/projects/-/serviceAccounts/${encodeURIComponent(account)}:generateAccessToken`;
    return new URL(`https://iamcredentials.googleapis.com/${path}`);
}
const emptyRemedy = 'Let the step that writes the file come before this one and succeed, or take the variable away.';
/** @returns `''` when there is no such file and none was named */
function readCredentialFile(read, { source, context: { env, ports } }) {
    const ownDirectory = env['CLOUDSDK_CONFIG'] ?? (0,external_node_path_.join)(env['HOME'] ?? '/nonexistent', '.config', 'gcloud');
    const path = source === undefined ? (0,external_node_path_.join)(ownDirectory, 'application_default_credentials.json') : read.text(source);
    try {
        const text = ports.readText(path);
        // Another identity than the one that is meant would be taken for it.
        if (text.trim() === '')
            read.refuse('GOOGLE_APPLICATION_CREDENTIALS', `names ${path}, which is empty`, emptyRemedy);
        return text.trim() === '' ? undefined : text;
    }
    catch (error) {
        const { code } = error;
        if (source === undefined && code === 'ENOENT')
            return '';
        const remedy = 'Give the path of a file that the step can read.';
        read.refuse('GOOGLE_APPLICATION_CREDENTIALS', `names ${path}, which can't be read: ${(0,errors/* messageOf */.bD)(error)}`, remedy);
        return undefined;
    }
}
/** The text is secret: nothing of it but the name of its type is told. */
function parseCredentials(text) {
    const fields = objectIn(text);
    if (!fields)
        return { problem: 'is no JSON object' };
    const type = textOf(fields, 'type');
    if (type === 'service_account')
        return readKey(fields);
    if (type === 'external_account')
        return readExternal(fields);
    if (type === 'authorized_user')
        return readUser(fields);
    return { problem: `is of a type that isn't supported${/^[a-z_]{1,40}$/.test(type) ? ` (${type})` : ''}` };
}
function readKey(fields) {
    const [email, key] = [textOf(fields, 'client_email'), textOf(fields, 'private_key')];
    const tokenUrl = httpsUrl(textOf(fields, 'token_uri') || 'https://oauth2.googleapis.com/token');
    if (email === '' || key === '' || !tokenUrl)
        return lacking('client_email, private_key and token_uri');
    const identity = { kind: 'key', email, keyId: textOf(fields, 'private_key_id'), tokenUrl };
    const project = textOf(fields, 'project_id');
    return { identity: { ...identity, privateKey: new base_secret/* Secret */.z(key) }, impersonate: undefined, project };
}
function readUser(fields) {
    const names = ['client_id', 'client_secret', 'refresh_token'];
    const [clientId, clientSecret, refreshToken] = names.map((name) => textOf(fields, name));
    if (!clientId || !clientSecret || !refreshToken)
        return lacking(names.join(', '));
    const secrets = { clientSecret: new base_secret/* Secret */.z(clientSecret), refreshToken: new base_secret/* Secret */.z(refreshToken) };
    const project = textOf(fields, 'quota_project_id');
    return { identity: { kind: 'user', clientId, ...secrets }, impersonate: undefined, project };
}
function readExternal(fields) {
    const audience = textOf(fields, 'audience');
    const tokenUrl = httpsUrl(textOf(fields, 'token_url'));
    const subject = subjectIn(fields['credential_source']);
    const account = textOf(fields, 'service_account_impersonation_url');
    const impersonate = account === '' ? undefined : httpsUrl(account);
    if (audience === '' || !tokenUrl || (account !== '' && !impersonate))
        return lacking('audience and token_url, or has a URL that is not https');
    if (!subject)
        return { problem: 'has a credential_source that is neither a file nor an https URL' };
    const subjectTokenType = textOf(fields, 'subject_token_type') || 'urn:ietf:params:oauth:token-type:jwt';
    const identity = { kind: 'external', audience, subjectTokenType, tokenUrl, subject };
    return { identity, impersonate, project: '' };
}
function subjectIn(source) {
    if (!isFields(source))
        return undefined;
    const format = isFields(source['format']) ? source['format'] : {};
    const field = textOf(format, 'type') === 'json'
        ? textOf(format, 'subject_token_field_name') || 'access_token'
        : undefined;
    const [file, url] = [textOf(source, 'file'), textOf(source, 'url')];
    if (file !== '')
        return { at: { file }, field };
    const at = URL.parse(url);
    if (!at || !isSecure(at) || textOf(source, 'environment_id') !== '')
        return undefined;
    const headers = isFields(source['headers']) ? source['headers'] : {};
    const secret = Object.keys(headers).map((name) => [name, new base_secret/* Secret */.z(textOf(headers, name))]);
    return { at: { url: at, headers: Object.fromEntries(secret) }, field };
}
function lacking(names) {
    return { problem: `lacks ${names}` };
}
function objectIn(text) {
    try {
        const parsed = JSON.parse(text);
        return isFields(parsed) ? parsed : undefined;
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}
function isFields(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function textOf(fields, name) {
    const value = fields[name];
    return typeof value === 'string' ? value : '';
}
function httpsUrl(text) {
    const url = URL.parse(text);
    return url?.protocol === 'https:' ? url : undefined;
}

;// CONCATENATED MODULE: ./build/dns/google/token.js



const google_token_title = 'The token service of Google Cloud';
const cloudScope = 'https://www.googleapis.com/auth/cloud-platform';
/**
 * Asks for an access token.
 * @throws AppError `dns-provider` with what to do; the bound's reason
 */
async function getGoogleToken(identity, { request: { scope, impersonate }, context }, bound) {
    if (!impersonate)
        return ownToken(identity, { scope, context }, bound);
    const own = await ownToken(identity, { scope: cloudScope, context }, bound);
    context.ports.mask(own.token);
    const authorization = new base_secret/* Secret */.z(`Bearer ${own.token}`);
    const headers = { authorization };
    const api = createJsonApi({ title: google_token_title, baseUrl: impersonate, headers, context, explain: explainImpersonation });
    const body = { scope: [scope], lifetime: '3600s' };
    const answer = ((await api({ method: 'POST', path: '', body }, bound)) ?? {});
    const { accessToken: token, expireTime } = answer;
    if (typeof token !== 'string')
        throw token_noToken();
    return { token, expiresInS: (Date.parse(String(expireTime)) - context.ports.clock.now()) / 1000 || 0 };
}
async function ownToken(identity, want, bound) {
    switch (identity.kind) {
        case 'key':
            return exchangeKey(identity, want, bound);
        case 'external':
            return exchangeSubject(identity, want, bound);
        case 'user': {
            const { clientId, clientSecret, refreshToken } = identity;
            const form = { client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken };
            const grant = { ...form, grant_type: 'refresh_token' };
            return askToken(new URL('https://oauth2.googleapis.com/token'), grant, { ...want, bound });
        }
        case 'machine':
            return token_askMachine(identity, want, bound);
    }
}
/** RFC 7523, as https://developers.google.com/identity/protocols/oauth2/service-account has it. */
async function exchangeKey({ email, keyId, privateKey, tokenUrl }, { scope, context }, bound) {
    const claims = { iss: email, scope, aud: tokenUrl.href };
    const assertion = await signJwt(claims, { keyId, privateKey, clock: context.ports.clock });
    const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion };
    return askToken(tokenUrl, grant, { scope, context, bound });
}
/** `jose` is loaded only for a key. */
async function signJwt(claims, { keyId, privateKey, clock }) {
    const { importPKCS8, SignJWT } = await Promise.all(/* import() */[__webpack_require__.e(657), __webpack_require__.e(601)]).then(__webpack_require__.bind(__webpack_require__, 28601));
    const nowS = Math.floor(clock.now() / 1000);
    try {
        const key = await importPKCS8(privateKey.reveal(), 'RS256');
        const jwt = new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keyId });
        return new base_secret/* Secret */.z(await jwt
            .setIssuedAt(nowS)
            .setExpirationTime(nowS + 3600)
            .sign(key));
    }
    catch (error) {
        throw new errors/* AppError */.uV('dns-provider', "The service account's private_key can't be read", { hint: 'Download the key again: it is JSON, whose private_key has `\\n` for line breaks.' }, error);
    }
}
/** RFC 8693, as https://cloud.google.com/iam/docs/reference/sts/rest has it. */
async function exchangeSubject({ audience, subjectTokenType, tokenUrl, subject }, { scope, context }, bound) {
    const token = await readSubject(subject, context, bound);
    context.ports.mask(token.reveal());
    const grant = {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        audience,
        scope,
        subject_token_type: subjectTokenType,
        subject_token: token,
    };
    return askToken(tokenUrl, grant, { scope, context, bound });
}
async function readSubject({ at, field }, context, bound) {
    const text = 'file' in at ? readFile(at.file, context) : await askIssuer(at, context, bound);
    const token = field === undefined ? text.trim() : fieldOf(text, field);
    if (typeof token === 'string' && token !== '')
        return new base_secret/* Secret */.z(token);
    throw new errors/* AppError */.uV('dns-provider', "The issuer of the job's ID tokens gave none", {
        hint: 'Run `google-github-actions/auth` in the same job, a short time before.',
    });
}
/** The text may be a token, or hold one: it isn't repeated. */
function fieldOf(text, field) {
    try {
        return JSON.parse(text)[field];
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}
function readFile(path, { ports }) {
    try {
        return ports.readText(path);
    }
    catch (error) {
        const hint = 'Check credential_source in the file of GOOGLE_APPLICATION_CREDENTIALS.';
        throw new errors/* AppError */.uV('dns-provider', `The ID token can't be read: ${(0,errors/* messageOf */.bD)(error)}`, { hint }, error);
    }
}
function askIssuer({ url, headers }, context, bound) {
    const issuer = "The issuer of the job's ID tokens";
    const api = createApi({ title: issuer, baseUrl: url, headers, context, explain: explainIssuer });
    return api({ method: 'GET', path: '' }, bound);
}
async function askToken(url, grant, { context, bound }) {
    const secrets = Object.values(grant).filter((value) => value instanceof base_secret/* Secret */.z);
    const form = new URLSearchParams(Object.entries(grant).map(([name, value]) => [
        name,
        value instanceof base_secret/* Secret */.z ? value.reveal() : value,
    ]));
    const api = createJsonApi({ title: google_token_title, baseUrl: url, headers: {}, secrets, context, explain: google_token_explain });
    const text = { type: 'application/x-www-form-urlencoded', content: form.toString() };
    return tokenIn(await api({ method: 'POST', path: '', text }, bound));
}
/** https://cloud.google.com/compute/docs/metadata: what isn't Google's has no such host. */
async function token_askMachine({ host }, { scope, context }, bound) {
    const path = 'instance/service-accounts/default/token';
    const answer = await askMetadata(host, { request: { path, query: { scopes: scope } }, context }, bound);
    return tokenIn(parseJson('The metadata server of this machine', answer));
}
/**
 * Asks the metadata server of a machine of Google Cloud.
 * @throws AppError `dns-provider` that says what to do on other machines
 */
async function askMetadata(host, { request, context }, bound) {
    const api = createApi({
        title: 'The metadata server of this machine',
        baseUrl: new URL(`http://${host}/computeMetadata/v1`),
        headers: { 'metadata-flavor': 'Google' },
        context: { ...context, requestTimeoutMs: Math.min(context.requestTimeoutMs, 3_000) },
        explain: () => ({ problem: 'it has no service account for this', hint: token_otherWays }),
    });
    try {
        return await api({ method: 'GET', ...request }, bound);
    }
    catch (error) {
        if (!(error instanceof errors/* AppError */.uV) || error.details.lastStatus !== undefined)
            throw error;
        throw new errors/* AppError */.uV(error.code, error.message, { ...error.details, hint: token_otherWays }, error.cause);
    }
}
const token_otherWays = 'There are no credentials for Google Cloud: run `google-github-actions/auth` in a step before, or set ' +
    'GCE_SERVICE_ACCOUNT. Only machines of Google Cloud have credentials of their own.';
function tokenIn(answer) {
    const { access_token: token, expires_in: expiresIn } = (answer ?? {});
    if (typeof token !== 'string' || token === '')
        throw token_noToken();
    return { token, expiresInS: Number(expiresIn ?? 0) || 0 };
}
function token_noToken() {
    return new errors/* AppError */.uV('dns-provider', `${google_token_title} answered without a token`, {
        hint: 'Check that no proxy answers in its place.',
    });
}
function google_token_explain(status, said) {
    if (/JWT signature|account not found|invalid_client|Invalid grant/i.test(said)) {
        return {
            problem: "the service account's key is wrong, or has been deleted",
            hint: 'Make a new key of the service account, and check GCE_SERVICE_ACCOUNT or GOOGLE_APPLICATION_CREDENTIALS.',
        };
    }
    if (/timeframe|Invalid JWT/i.test(said)) {
        return { problem: "the key's signature is refused", hint: "Check the machine's clock." };
    }
    if (status !== 400 && status !== 401 && status !== 403)
        return undefined;
    return {
        problem: 'the credentials are refused',
        hint: "Compare the workload identity provider's issuer, audience and condition with this job.",
    };
}
function explainIssuer(status) {
    if (status < 400 || status >= 500 || status === 429)
        return undefined;
    return {
        problem: 'it gives this job no ID token',
        hint: 'Give the job `permissions: { id-token: write }`, and run `google-github-actions/auth` in the same job.',
    };
}
function explainImpersonation(status) {
    if (status !== 403 && status !== 404)
        return undefined;
    return {
        problem: 'the service account may not be used',
        hint: 'Grant roles/iam.workloadIdentityUser (for a key: roles/iam.serviceAccountTokenCreator) on it.',
    };
}

;// CONCATENATED MODULE: ./build/dns/providers/gcloud.js










const gcloud_permission = 'dns.changes.create, dns.resourceRecordSets.{list,create,update,delete} on the zone and dns.managedZones.list on the project';
const gcloud_variables = [
    ...googleVariables,
    optionalVariable('GCE_PROJECT', "ID of the zone's project; if empty, that of the credentials", {
        // What google-github-actions/auth exports.
        aliases: ['GOOGLE_CLOUD_PROJECT', 'GCLOUD_PROJECT', 'CLOUDSDK_CORE_PROJECT'],
    }),
    optionalVariable('GCE_ZONE_ID', 'Name or number of the zone to change, instead of looking for it'),
    optionalVariable('GCE_ALLOW_PRIVATE_ZONE', 'Must be empty or false: a CA sees public zones only'),
    ttlVariable('GCE_TTL', 120),
];
/** Google Cloud DNS, by its API v1. */
const gcloud = {
    name: 'gcloud',
    aliases: ['googleclouddns'],
    title: 'Google Cloud DNS',
    documentation: 'https://go-acme.github.io/lego/dns/gcloud/',
    variables: gcloud_variables,
    example: ['GCE_PROJECT'],
    permissions: `A role with ${gcloud_permission}; with GCE_ZONE_ID dns.managedZones.get on the zone takes the place of the last, and ` +
        'roles/dns.admin on the zone is enough',
    verified: 'The SDK @google-cloud/dns; Lexicon',
    configure(context) {
        const read = new CredentialReader(gcloud_variables, context);
        const credentials = readGoogleCredentials(read, context);
        const project = read.text('GCE_PROJECT') || (credentials?.project ?? '');
        if (credentials && project === '' && credentials.identity.kind !== 'machine')
            read.refuse('GCE_PROJECT', 'is not set, and the credentials name none', 'Set it to the ID of the project.');
        if (!/^(false)?$/i.test(read.text('GCE_ALLOW_PRIVATE_ZONE')))
            read.refuse('GCE_ALLOW_PRIVATE_ZONE', "isn't supported", 'Leave it out: a CA looks at public zones.');
        const ttlS = read.ttl('GCE_TTL');
        if (read.faults.length > 0 || !credentials)
            return { faults: read.faults };
        const api = createGoogleApi(credentials, { project, context });
        return createGcloud(api, { zoneId: read.text('GCE_ZONE_ID'), ttlS, ports: context.ports });
    },
};
/** All paths are below the project's. */
function createGoogleApi({ identity, impersonate }, { project, context }) {
    const request = { scope: 'https://www.googleapis.com/auth/ndev.clouddns.readwrite', impersonate };
    const tokens = createTokenSource(context.ports, (bound) => getGoogleToken(identity, { request, context }, bound));
    const projects = shareByKey();
    const projectId = (bound) => project !== '' || identity.kind !== 'machine'
        ? project
        : projects('own', bound.signal, () => askMetadata(identity.host, { request: { path: 'project/project-id' }, context }, bound));
    const api = createJsonApi({
        title: gcloud.title,
        baseUrl: new URL('https://dns.googleapis.com/dns/v1/projects'),
        headers: {},
        authorize: async (_, bound) => ({
            authorization: new base_secret/* Secret */.z(`Bearer ${(await tokens(bound)).reveal()}`),
        }),
        context,
        explain: gcloud_explain,
    });
    return async (asked, bound) => {
        const path = `${encodeURIComponent(await projectId(bound))}/${asked.path}`;
        return api({ ...asked, path }, bound);
    };
}
function createGcloud(api, { zoneId, ttlS, ports }) {
    const zonePath = ({ zone }) => `managedZones/${encodeURIComponent(zone.id)}`;
    const setOf = ({ name }, { values, ttlS: ttl }) => values.length === 0 ? [] : [{ name: `${name}.`, type: 'TXT', ttl, rrdatas: values }];
    return providerOfSets({
        title: gcloud.title,
        permission: gcloud_permission,
        ports,
        ttlS,
        format: (value) => JSON.stringify(value),
        zones: zonesOf(api, zoneId),
        async read(place, bound) {
            const query = { name: `${place.name}.`, type: 'TXT' };
            const path = `${zonePath(place)}/rrsets`;
            const { rrsets = [] } = (await api({ method: 'GET', path, query }, bound));
            const [set] = rrsets;
            return set && { values: set.rrdatas, ttlS: set.ttl };
        },
        async write(place, set, { before, bound }) {
            // One change is made whole or not at all, and refused when what it takes away isn't there any more.
            const body = { additions: setOf(place, set), deletions: before ? setOf(place, before) : [] };
            const met = { another: false };
            const absent = (status, text) => {
                met.another = [404, 409, 412].includes(status) && text.includes('entity.change.');
                return met.another;
            };
            await api({ method: 'POST', path: `${zonePath(place)}/changes`, body, absent }, bound);
            if (met.another)
                throw new SetChanged();
        },
    });
}
/** The list of zones is the project's, and who may change one zone only may not see it. */
function zonesOf(api, zoneId) {
    if (zoneId === '')
        return { find: (name, bound) => findZone(api, name, bound) };
    return {
        async list(bound) {
            const path = `managedZones/${encodeURIComponent(zoneId)}`;
            const zone = (await api({ method: 'GET', path }, bound));
            return [apiZone(zone.id, zone.dnsName)];
        },
    };
}
async function findZone(api, name, bound) {
    const found = [];
    for (let pageToken = ''; pageToken !== undefined;) {
        const query = { dnsName: `${name}.`, ...(pageToken === '' ? {} : { pageToken }) };
        const page = (await api({ method: 'GET', path: 'managedZones', query }, bound));
        found.push(...(page.managedZones ?? []));
        pageToken = page.nextPageToken;
    }
    const [zone, ...others] = found.filter(({ visibility }) => visibility !== 'private');
    if (others.length === 0)
        return zone && apiZone(zone.id, zone.dnsName);
    throw new errors/* AppError */.uV('dns-provider', `Google Cloud DNS has the public zone ${name} ${others.length + 1} times`, {
        hint: 'Say by GCE_ZONE_ID which one the registrar delegates to.',
    });
}
function gcloud_explain(status, said) {
    if (status === 401) {
        return { problem: 'the token is refused', hint: 'Run again; if it stays so, make new credentials.' };
    }
    if (status === 403 && /rate ?limit|quota/i.test(said)) {
        return { problem: 'too many requests', hint: 'Run again in a minute.', retryable: true };
    }
    if (status === 403 && /has not been used|disabled/i.test(said)) {
        return { problem: 'the Cloud DNS API is off', hint: "Enable dns.googleapis.com in the zone's project." };
    }
    if (status === 403) {
        return {
            problem: 'the credentials may not do this',
            hint: `They need ${gcloud_permission}; roles/dns.admin has all.`,
        };
    }
    if (notFound(status)) {
        return { problem: 'there is no such project or zone', hint: 'Check GCE_PROJECT and GCE_ZONE_ID.' };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/dns/providers/hetzner.js






const hetzner_permission = 'Read & Write in the project that holds the zone';
const hetzner_variables = [
    secretVariable('HETZNER_API_TOKEN', 'API token of a project in the Hetzner Console'),
    ttlVariable('HETZNER_TTL', 120),
];
/** Hetzner's DNS in its cloud API; the API of dns.hetzner.com is another one, which is being shut down. */
const hetzner = {
    name: 'hetzner',
    aliases: ['hetznercloud'],
    title: 'Hetzner',
    documentation: 'https://go-acme.github.io/lego/dns/hetzner/',
    variables: hetzner_variables,
    permissions: `API token with ${hetzner_permission}`,
    verified: "Hetzner's SDK, Lexicon",
    configure(context) {
        const read = new CredentialReader(hetzner_variables, context);
        const headers = { authorization: read.authorization('HETZNER_API_TOKEN') };
        const ttlS = read.ttl('HETZNER_TTL', 60);
        if (read.faults.length > 0)
            return { faults: read.faults };
        const baseUrl = new URL('https://api.hetzner.cloud/v1');
        const api = createJsonApi({ title: hetzner.title, baseUrl, headers, context, explain: hetzner_explain });
        return createHetzner(api, { ttlS, clock: context.ports.clock });
    },
};
/** The API adds and removes single values of a set, so nobody else's change is lost; a value is its own id. */
function createHetzner(api, { ttlS, clock }) {
    const setPath = ({ zone, label }) => `zones/${zone.id}/rrsets/${encodeURIComponent(label || '@')}/TXT`;
    const readSet = async (place, bound) => {
        const request = { method: 'GET', path: setPath(place), absent: notFound };
        const { rrset } = ((await api(request, bound)) ?? {});
        return rrset;
    };
    const settle = async (answer, bound) => {
        let { action } = (answer ?? {});
        await poll({ clock, bound, beyond: () => actionError('takes too long') }, async () => {
            if (!action || action.status === 'success')
                return { done: undefined };
            if (action.status === 'error')
                throw actionError(action.error?.message ?? 'no reason given');
            ({ action } = (await api({ method: 'GET', path: `actions/${action.id}` }, bound)));
            return { again: true };
        });
    };
    return providerOfRecords({
        title: hetzner.title,
        permission: hetzner_permission,
        zones: {
            async find(name, bound) {
                const request = { method: 'GET', path: `zones/${name}`, absent: notFound };
                const { zone } = ((await api(request, bound)) ?? {});
                return zone && apiZone(zone.id, zone.name);
            },
        },
        list: async (place, bound) => ((await readSet(place, bound))?.records ?? []).map(({ value }) => ({ id: value, value })),
        async create(place, value, bound) {
            // A set has one TTL, and a different one is refused.
            const ttl = (await readSet(place, bound)) ? {} : { ttl: ttlS };
            const body = { ...ttl, records: [{ value: JSON.stringify(value) }] };
            await settle(await api({ method: 'POST', path: `${setPath(place)}/actions/add_records`, body }, bound), bound);
        },
        async remove(place, id, bound) {
            const path = `${setPath(place)}/actions/remove_records`;
            const body = { records: [{ value: id }] };
            await settle(await api({ method: 'POST', path, body, absent: notFound }, bound), bound);
        },
    });
}
function actionError(reason) {
    return new errors/* AppError */.uV('dns-provider', `Hetzner did not carry out the change: ${reason}`, {
        hint: "Look at the zone in the Hetzner Console, and at Hetzner's status page; then run again.",
    });
}
function hetzner_explain(status) {
    if (status === 401) {
        const hint = 'Check HETZNER_API_TOKEN: a token of the old dns.hetzner.com does not work, make one in the Hetzner Console.';
        return { problem: 'the token is wrong', hint };
    }
    if (status === 403) {
        return { problem: 'the token may not do this', hint: `HETZNER_API_TOKEN needs ${hetzner_permission}.` };
    }
    // The zone is being changed by somebody else.
    if (status === 409 || status === 423) {
        return { problem: 'the zone is being changed', hint: 'Run again in a minute.', retryable: true };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/dns/providers/httpreq.js




const httpreq_variables = [
    { name: 'HTTPREQ_ENDPOINT', description: 'The URL of the server', required: true, secret: false },
    {
        name: 'HTTPREQ_MODE',
        description: 'Must be empty: the mode `RAW` is not supported',
        required: false,
        secret: false,
    },
    { name: 'HTTPREQ_USERNAME', description: 'Basic authentication username', required: false, secret: false },
    { name: 'HTTPREQ_PASSWORD', description: 'Basic authentication password', required: false, secret: true },
];
/** A server of the user's own, by lego's protocol: POST `/present` and `/cleanup` with `{"fqdn","value"}`. */
const httpreq = {
    name: 'httpreq',
    title: 'HTTP request',
    documentation: 'https://go-acme.github.io/lego/dns/httpreq/',
    variables: httpreq_variables,
    permissions: 'What the server asks for. It gets `POST /present` and `POST /cleanup` with `{"fqdn","value"}`',
    verified: 'A server of the tests',
    configure(context) {
        const read = new CredentialReader(httpreq_variables, context);
        const endpoint = read.url('HTTPREQ_ENDPOINT', 'HTTPREQ_USERNAME and HTTPREQ_PASSWORD');
        const username = read.text('HTTPREQ_USERNAME');
        const password = read.secret('HTTPREQ_PASSWORD');
        if (read.text('HTTPREQ_MODE') !== '') {
            const problem = 'the server would need domain, token and key authorization, which are not given';
            read.refuse('HTTPREQ_MODE', problem, 'Leave it empty: the server gets {"fqdn","value"}.');
        }
        if ((username === '') !== (password === undefined)) {
            const missing = username === '' ? 'HTTPREQ_USERNAME' : 'HTTPREQ_PASSWORD';
            read.refuse(missing, 'is not set', 'Set both HTTPREQ_USERNAME and HTTPREQ_PASSWORD, or neither.');
        }
        if (read.faults.length > 0)
            return { faults: read.faults };
        return createHttpreq({ endpoint, authorization: password && basic(username, password) }, context);
    },
};
function createHttpreq({ endpoint, authorization }, context) {
    const headers = authorization ? { authorization } : {};
    const api = createApi({ title: httpreq.title, baseUrl: endpoint, headers, context, explain: httpreq_explain });
    // Such servers are mostly small ones that read, change and write what is at a name.
    const alone = lockByKey();
    const post = (path) => async ({ name, value }, bound) => {
        const request = { method: 'POST', path, body: { fqdn: `${name}.`, value } };
        await alone(name, bound.signal, () => api(request, bound));
    };
    return { present: post('present'), remove: post('cleanup') };
}
function basic(username, password) {
    return new base_secret/* Secret */.z(`Basic ${Buffer.from(`${username}:${password.reveal()}`).toString('base64')}`);
}
function httpreq_explain(status) {
    if (status === 401 || status === 403) {
        return {
            problem: 'the server refuses the credentials',
            hint: 'Check HTTPREQ_USERNAME and HTTPREQ_PASSWORD.',
        };
    }
    if (status === 404 || status === 405) {
        const hint = 'Check HTTPREQ_ENDPOINT: /present and /cleanup are appended to it.';
        return { problem: 'the server has no such path', hint };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/dns/providers/linode.js




const linode_permission = 'Domains: Read/Write';
const linode_variables = [
    secretVariable('LINODE_TOKEN', 'Personal access token'),
    ttlVariable('LINODE_TTL', 300),
];
/** Linode (Akamai), by its API v4. It publishes changes once in some minutes. */
const linode = {
    name: 'linode',
    aliases: ['linodev4'],
    title: 'Linode',
    documentation: 'https://go-acme.github.io/lego/dns/linode/',
    variables: linode_variables,
    permissions: `Personal access token with ${linode_permission}`,
    verified: "Linode's SDK, Lexicon",
    configure(context) {
        const read = new CredentialReader(linode_variables, context);
        const headers = { authorization: read.authorization('LINODE_TOKEN') };
        const ttlS = read.ttl('LINODE_TTL', 300);
        if (read.faults.length > 0)
            return { faults: read.faults };
        const baseUrl = new URL('https://api.linode.com/v4');
        return createLinode(createJsonApi({ title: linode.title, baseUrl, headers, context, explain: linode_explain }), ttlS);
    },
};
function createLinode(api, ttlS) {
    return providerOfRecords({
        title: linode.title,
        permission: linode_permission,
        zones: {
            async find(name, bound) {
                const headers = { 'x-filter': JSON.stringify({ domain: name }) };
                const { data = [] } = (await api({ method: 'GET', path: 'domains', headers }, bound));
                const zone = data.find(({ domain }) => domain === name);
                return zone && apiZone(zone.id, zone.domain);
            },
        },
        list: ({ zone, label }, bound) => allPages(async (page) => {
            const query = { page: String(page), page_size: '500' };
            const path = `domains/${zone.id}/records`;
            const { data = [], pages = 1 } = (await api({ method: 'GET', path, query }, bound));
            const ours = data.filter(({ type, name }) => type === 'TXT' && name === label);
            return {
                items: ours.map(({ id, target }) => ({ id: String(id), value: target })),
                more: page < pages,
            };
        }),
        async create({ zone, label }, value, bound) {
            const body = { type: 'TXT', name: label, target: value, ttl_sec: ttlS };
            await api({ method: 'POST', path: `domains/${zone.id}/records`, body }, bound);
        },
        async remove({ zone }, id, bound) {
            const path = `domains/${zone.id}/records/${id}`;
            await api({ method: 'DELETE', path, absent: notFound }, bound);
        },
    });
}
function linode_explain(status) {
    if (status === 401) {
        return {
            problem: 'the token is wrong, or lacks the scope',
            hint: `Check LINODE_TOKEN and its expiry; it needs ${linode_permission}.`,
        };
    }
    if (status !== 403)
        return undefined;
    return { problem: 'the token may not do this', hint: `LINODE_TOKEN and its user need ${linode_permission}.` };
}

;// CONCATENATED MODULE: ./build/dns/providers/ovh.js









const ovh_permission = 'GET, POST and DELETE on /domain/zone/*';
const actions = 'get, record/get, record/create, record/delete and refresh of dnsZone:apiovh';
const endpoints = {
    'ovh-eu': { api: 'https://eu.api.ovh.com/1.0', tokens: 'https://www.ovh.com/auth/oauth2/token' },
    'ovh-ca': { api: 'https://ca.api.ovh.com/1.0', tokens: 'https://ca.ovh.com/auth/oauth2/token' },
    'ovh-us': { api: 'https://api.us.ovhcloud.com/1.0', tokens: 'https://us.ovhcloud.com/auth/oauth2/token' },
};
const ovh_variables = [
    {
        name: 'OVH_ENDPOINT',
        description: `One of ${Object.keys(endpoints).join(', ')}`,
        required: true,
        secret: false,
    },
    optionalVariable('OVH_CLIENT_ID', 'Client ID of a service account (OAuth2)'),
    optionalVariable('OVH_CLIENT_SECRET', 'Its secret', { secret: true }),
    optionalVariable('OVH_APPLICATION_KEY', 'Application key, instead of a service account', { secret: true }),
    optionalVariable('OVH_APPLICATION_SECRET', 'Application secret', { secret: true }),
    optionalVariable('OVH_CONSUMER_KEY', 'Consumer key', { secret: true }),
    ttlVariable('OVH_TTL', 120),
];
/** OVHcloud, by its API 1.0: as a service account, or with application keys. */
const ovh = {
    name: 'ovh',
    title: 'OVHcloud',
    documentation: 'https://go-acme.github.io/lego/dns/ovh/',
    variables: ovh_variables,
    example: ['OVH_ENDPOINT', 'OVH_CLIENT_ID', 'OVH_CLIENT_SECRET'],
    permissions: `Service account whose policy allows ${actions} on the zone; or consumer key with ${ovh_permission}`,
    verified: "OVHcloud's SDK as a service account, Lexicon with keys",
    configure(context) {
        const read = new CredentialReader(ovh_variables, context);
        const name = read.text('OVH_ENDPOINT');
        const endpoint = endpoints[name];
        if (name !== '' && endpoint === undefined) {
            read.refuse('OVH_ENDPOINT', 'is no endpoint', `Give one of ${Object.keys(endpoints).join(', ')}.`);
        }
        const credentials = readCredentials(read);
        const ttlS = read.ttl('OVH_TTL', 60);
        if (read.faults.length > 0 || !endpoint || !credentials)
            return { faults: read.faults };
        const api = 'client' in credentials
            ? accountApi(endpoint, credentials, context)
            : ovh_signedApi({ baseUrl: new URL(endpoint.api), ...credentials }, context);
        return createOvh(api, ttlS);
    },
};
function readCredentials(read) {
    const client = read.text('OVH_CLIENT_ID');
    const keys = ['OVH_APPLICATION_KEY', 'OVH_APPLICATION_SECRET', 'OVH_CONSUMER_KEY'];
    const [key, secret, consumer] = keys.map((name) => read.secret(name));
    if (client === '') {
        for (const name of keys) {
            if (read.text(name) !== '')
                continue;
            read.refuse(name, 'is not set', 'Set it, or OVH_CLIENT_ID and OVH_CLIENT_SECRET instead of the keys.');
        }
        return key && secret && consumer && { key, secret, consumer };
    }
    if (key ?? secret ?? consumer) {
        const remedy = 'Take the application keys away, or OVH_CLIENT_ID.';
        read.refuse('OVH_CLIENT_ID', 'is set beside application keys', remedy);
    }
    const clientSecret = read.secret('OVH_CLIENT_SECRET');
    if (!clientSecret)
        read.refuse('OVH_CLIENT_SECRET', 'is not set', 'Set it to the secret of OVH_CLIENT_ID.');
    return clientSecret && { client, secret: clientSecret };
}
/** https://help.ovhcloud.com/csm/en-manage-service-account: OAuth2's client credentials (RFC 6749 4.4). */
function accountApi({ api, tokens }, { client, secret }, context) {
    const issuer = createJsonApi({
        title: ovh.title,
        baseUrl: new URL(tokens),
        headers: {},
        secrets: [secret],
        context,
        explain: explainToken,
    });
    const form = { grant_type: 'client_credentials', client_id: client, scope: 'all' };
    const token = createTokenSource(context.ports, async (bound) => {
        const content = new URLSearchParams({ ...form, client_secret: secret.reveal() }).toString();
        const text = { type: 'application/x-www-form-urlencoded', content };
        const answer = (await issuer({ method: 'POST', path: '', text }, bound));
        if (typeof answer?.access_token !== 'string') {
            throw new errors/* AppError */.uV('dns-provider', 'OVHcloud answered without a token', { hint: 'Run again later.' });
        }
        return { token: answer.access_token, expiresInS: Number(answer.expires_in ?? 0) || 0 };
    });
    return createJsonApi({
        title: ovh.title,
        baseUrl: new URL(api),
        headers: {},
        secrets: [secret],
        context,
        explain: explainAccount,
        authorize: async (_, bound) => ({ authorization: new base_secret/* Secret */.z(`Bearer ${(await token(bound)).reveal()}`) }),
    });
}
function explainToken(status) {
    if (status !== 400 && status !== 401 && status !== 403)
        return undefined;
    return {
        problem: 'the service account is unknown, or its secret wrong',
        hint: 'Check OVH_CLIENT_ID, OVH_CLIENT_SECRET, and that OVH_ENDPOINT is where they were made.',
    };
}
/** OVHcloud takes a signature by its own clock, so that is asked for first. */
function ovh_signedApi({ baseUrl, key, secret, consumer }, context) {
    const { clock } = context.ports;
    const common = { title: ovh.title, baseUrl, context, explain: ovh_explain, secrets: [key, secret, consumer] };
    const plain = createJsonApi({ ...common, headers: {} });
    const offsets = shareByKey();
    const offsetS = (bound) => offsets('own', bound.signal, async () => {
        const theirs = (await plain({ method: 'GET', path: 'auth/time' }, bound));
        return theirs - nowS(clock);
    });
    return createJsonApi({
        ...common,
        headers: { 'x-ovh-application': key, 'x-ovh-consumer': consumer },
        authorize: async (outgoing, bound) => {
            const timestamp = String(nowS(clock) + (await offsetS(bound)));
            const signed = signature({ secret, consumer }, outgoing, timestamp);
            return { 'x-ovh-timestamp': timestamp, 'x-ovh-signature': signed };
        },
    });
}
function signature({ secret, consumer }, { method, url, body = '' }, timestamp) {
    const text = [secret.reveal(), consumer.reveal(), method, url.href, body, timestamp].join('+');
    return new base_secret/* Secret */.z(`$1$${(0,external_node_crypto_.createHash)('sha1').update(text).digest('hex')}`);
}
function nowS(clock) {
    return Math.floor(clock.now() / 1000);
}
function createOvh(api, ttlS) {
    const zonePath = (zone) => `domain/zone/${zone}`;
    return providerOfRecords({
        title: ovh.title,
        permission: ovh_permission,
        zones: {
            async find(name, bound) {
                const zone = await api({ method: 'GET', path: zonePath(name), absent: notFound }, bound);
                return zone === undefined ? undefined : apiZone(name, name);
            },
        },
        async list({ zone, label }, bound) {
            const path = `${zonePath(zone.id)}/record`;
            const query = { fieldType: 'TXT', subDomain: label };
            const ids = (await api({ method: 'GET', path, query }, bound));
            const read = async (id) => {
                const record = await api({ method: 'GET', path: `${path}/${id}`, absent: notFound }, bound);
                return record === undefined
                    ? undefined
                    : { id: String(id), value: record.target };
            };
            return (await Promise.all(ids.map(read))).filter((record) => record !== undefined);
        },
        async create({ zone, label }, value, bound) {
            const path = zonePath(zone.id);
            const body = { fieldType: 'TXT', subDomain: label, target: value, ttl: ttlS };
            await api({ method: 'POST', path: `${path}/record`, body }, bound);
            await api({ method: 'POST', path: `${path}/refresh` }, bound);
        },
        async remove({ zone }, id, bound) {
            const path = zonePath(zone.id);
            await api({ method: 'DELETE', path: `${path}/record/${id}`, absent: notFound }, bound);
            await api({ method: 'POST', path: `${path}/refresh` }, bound);
        },
    });
}
function ovh_explain(status, said) {
    if (status === 400 && /signature/i.test(said)) {
        return { problem: 'the signature is wrong', hint: 'Check OVH_APPLICATION_SECRET and OVH_CONSUMER_KEY.' };
    }
    if (status !== 401 && status !== 403)
        return undefined;
    if (isForbidden(said)) {
        return {
            problem: 'the credentials may not do this',
            hint: `The consumer key has to allow ${ovh_permission}: what lego asks for lacks GET.`,
        };
    }
    return {
        problem: 'the keys are wrong',
        hint: 'Check OVH_APPLICATION_KEY, OVH_CONSUMER_KEY and its expiry, and that OVH_ENDPOINT is where they were made.',
    };
}
function explainAccount(status, said) {
    if (status !== 401 && status !== 403)
        return undefined;
    if (isForbidden(said)) {
        return {
            problem: 'the credentials may not do this',
            hint: `The policy of the service account has to allow ${actions}.`,
        };
    }
    return {
        problem: "the service account's token is refused",
        hint: 'Check that the service account of OVH_CLIENT_ID still exists, and that OVH_ENDPOINT is where it was made.',
    };
}
function isForbidden(said) {
    return /granted|allowed|authorized/i.test(said);
}

;// CONCATENATED MODULE: ./build/dns/providers/pdns.js








const pdns_variables = [
    { name: 'PDNS_API_URL', description: 'URL of the API, without `/api/v1`', required: true, secret: false },
    { name: 'PDNS_API_KEY', description: 'API key', required: true, secret: true },
    {
        name: 'PDNS_SERVER_NAME',
        description: 'Name of the server in the URL',
        required: false,
        secret: false,
        default: 'localhost',
    },
    {
        name: 'PDNS_TTL',
        description: 'TTL of the TXT records, seconds',
        required: false,
        secret: false,
        default: '120',
    },
];
/** PowerDNS Authoritative Server 4.0 and later, by its REST API. */
const pdns = {
    name: 'pdns',
    aliases: ['powerdns'],
    title: 'PowerDNS',
    documentation: 'https://go-acme.github.io/lego/dns/pdns/',
    variables: pdns_variables,
    permissions: "The API key, and the runner's address in `webserver-allow-from`. PowerDNS has one key for all that the server holds, so better lead the names by CNAME to a server that holds nothing but challenges",
    verified: 'PowerDNS Authoritative Server',
    configure(context) {
        const read = new CredentialReader(pdns_variables, context);
        const baseUrl = read.url('PDNS_API_URL', 'PDNS_API_KEY');
        const apiKey = read.secret('PDNS_API_KEY') ?? new base_secret/* Secret */.z('');
        const server = read.text('PDNS_SERVER_NAME');
        const ttlS = read.integer('PDNS_TTL', { least: 1, most: 604_800 });
        if (read.faults.length > 0)
            return { faults: read.faults };
        baseUrl.pathname = baseUrl.pathname.replace(/(\/api(\/v1)?)?\/*$/, `/api/v1/servers/${encodeURIComponent(server)}`);
        const api = createApi({ title: pdns.title, baseUrl, headers: { 'x-api-key': apiKey }, context, explain: pdns_explain });
        return createPdns(api, { ttlS, log: context.ports.log });
    },
};
const adding = {
    single: 'EXTEND',
    whole: (records, content) => records.some((record) => record.content === content && !record.disabled)
        ? undefined
        : [...records.filter((record) => record.content !== content), { content, disabled: false }],
};
const taking = {
    single: 'PRUNE',
    whole: (records, content) => records.some((record) => record.content === content)
        ? records.filter((record) => record.content !== content)
        : undefined,
};
/**
 * The server adds and removes single values, so nobody else's change is lost; only older ones replace a name's whole
 * set of TXT records. For those each change is alone on its name, and jobs that change one name at the same moment can
 * still undo each other's.
 */
function createPdns(api, { ttlS, log }) {
    const zones = shareByKey();
    const alone = lockByKey();
    const server = { isOld: false };
    const change = async ({ name, value }, edit, bound) => {
        const zone = zoneOf(name, await zones('all', bound.signal, () => pdns_listZones(api, bound)));
        await alone(name, bound.signal, async () => {
            const [sets, content] = [await readSets(api, { zone, name }, bound), JSON.stringify(value)];
            if (edit === adding)
                demandNoCname(name, sets);
            const set = sets.find(({ type }) => type === 'TXT');
            const before = set?.records ?? [];
            const records = edit.whole(before, content);
            if (!records)
                return;
            const at = { zone, name, ttl: set?.ttl ?? ttlS };
            // The server reads a set without its disabled records, and so would drop them with such a change.
            const isSingle = !server.isOld && !before.some(({ disabled }) => disabled);
            if (!isSingle || !(await changeOne(api, { ...at, change: edit.single, content }, bound))) {
                server.isOld ||= isSingle;
                await writeSet(api, { ...at, records }, bound);
            }
            await notifySecondaries(api, { zone, log }, bound);
        });
    };
    return {
        present: (record, bound) => readingAnswers(pdns.title, () => change(record, adding, bound)),
        remove: (record, bound) => readingAnswers(pdns.title, () => change(record, taking, bound)),
    };
}
/** All zones at once: names of many hosts then cost one request. `dnssec=false` spares the server a look at each. */
async function pdns_listZones(api, bound) {
    const body = await api({ method: 'GET', path: 'zones', query: { dnssec: 'false' } }, bound);
    const listed = parseJson(pdns.title, body);
    if (!Array.isArray(listed))
        throw unexpected('the list of zones');
    return listed.map(({ id = '', name = '', kind = '' }) => ({
        id,
        name: canonicalName(name),
        kind,
    }));
}
function zoneOf(name, zones) {
    const zone = closestZone(name, zones);
    if (zone)
        return zone;
    const names = zones.map((known) => known.name);
    throw new errors/* AppError */.uV('dns-provider', `PowerDNS has no zone that holds ${name}; it has ${names.slice(0, 10).join(', ') || 'none'}${names.length > 10 ? ', ...' : ''}`, {
        hint: 'Create the zone there, check PDNS_API_URL and PDNS_SERVER_NAME, or delegate the name by a CNAME record to ' +
            'a zone that this server has.',
    });
}
/** The records at the name, of all types; servers before 4.6 ignore the filter and send the whole zone. */
async function readSets(api, { zone, name }, bound) {
    const body = await api({ method: 'GET', path: zonePath(zone), query: { rrset_name: `${name}.` } }, bound);
    const { rrsets } = parseJson(pdns.title, body);
    if (!rrsets)
        throw unexpected(`the records of ${zone.name}`);
    return rrsets.filter((set) => canonicalName(set.name) === name);
}
/** EXTEND is done beside a CNAME too (REPLACE is refused), and secondaries then refuse the whole zone (RFC 1034 3.6.2). */
function demandNoCname(name, sets) {
    const isTaken = ({ type, records }) => type === 'CNAME' && records.some(({ disabled }) => !disabled);
    if (!sets.some(isTaken))
        return;
    throw new errors/* AppError */.uV('dns-provider', `PowerDNS has a CNAME at ${name}, which no other record may stand beside`, {
        hint: cnameHint,
    });
}
const cnameHint = 'A CNAME stands at that name: remove it, or let it lead to the name that should hold the record.';
/** @returns false when the server knows no such change */
async function changeOne(api, { zone, name, ttl, change, content }, bound) {
    const rrsets = [
        { name: `${name}.`, type: 'TXT', changetype: change, ttl, records: [{ content, disabled: false }] },
    ];
    const answer = { isUnknown: false };
    // What was done is answered by nothing too.
    const absent = (status, body) => {
        answer.isUnknown = status === 422 && /changetype/i.test(body);
        return answer.isUnknown;
    };
    await api({ method: 'PATCH', path: zonePath(zone), body: { rrsets }, absent }, bound);
    return !answer.isUnknown;
}
async function writeSet(api, { zone, name, ttl, records }, bound) {
    const all = records.map(({ content, disabled }) => ({ content, disabled }));
    const change = all.length > 0 ? { changetype: 'REPLACE', ttl, records: all } : { changetype: 'DELETE', records: all };
    const rrsets = [{ name: `${name}.`, type: 'TXT', ...change }];
    await api({ method: 'PATCH', path: zonePath(zone), body: { rrsets } }, bound);
}
/** Tells secondaries at once; without it they hear of the change up to a minute later, so a failure is only logged. */
async function notifySecondaries(api, { zone, log }, bound) {
    if (!/^(master|primary)$/i.test(zone.kind))
        return;
    try {
        await api({ method: 'PUT', path: `${zonePath(zone)}/notify` }, bound);
    }
    catch (error) {
        bound.signal.throwIfAborted();
        log.info(`The secondaries of ${zone.name} weren't notified: ${(0,errors/* messageOf */.bD)(error)}`);
    }
}
function zonePath({ id }) {
    // The id is escaped already (`=2F` for `/`), and its final dot belongs to it.
    return `zones/${encodeURIComponent(id)}`;
}
function unexpected(what) {
    return new errors/* AppError */.uV('dns-provider', `PowerDNS sent something else than ${what}`, {
        hint: 'Check that PDNS_API_URL is the API of an Authoritative Server (4.0 or later), not of a Recursor.',
    });
}
function pdns_explain(status, said) {
    switch (status) {
        case 401:
            return {
                problem: 'the API key is wrong',
                hint: "Compare PDNS_API_KEY with the server's setting api-key.",
            };
        case 403:
            return {
                problem: 'the server does not let this client or key in',
                hint: "Add the runner's address to webserver-allow-from, or allow the key to change the zone.",
            };
        case 404:
            return {
                problem: 'there is no such API, server or zone',
                hint: 'Check PDNS_API_URL and PDNS_SERVER_NAME (mostly `localhost`), and that api=yes is set.',
            };
        case 422:
            return {
                problem: 'the server refuses the record',
                hint: /conflict|CNAME/i.test(said)
                    ? cnameHint
                    : 'What the server said names the reason; a zone of kind Slave can only be changed at its primary.',
            };
        default:
            return undefined;
    }
}

;// CONCATENATED MODULE: ./build/dns/providers/porkbun.js





const porkbun_permission = 'API access switched on for the domain';
const porkbun_variables = [
    secretVariable('PORKBUN_API_KEY', 'API key'),
    secretVariable('PORKBUN_SECRET_API_KEY', 'Secret API key'),
    ttlVariable('PORKBUN_TTL', 600),
];
/** Porkbun, by its API v3, which takes its keys in the body. */
const porkbun = {
    name: 'porkbun',
    title: 'Porkbun',
    documentation: 'https://go-acme.github.io/lego/dns/porkbun/',
    variables: porkbun_variables,
    permissions: `API key, with ${porkbun_permission}`,
    verified: 'Lexicon',
    configure(context) {
        const read = new CredentialReader(porkbun_variables, context);
        const key = read.secret('PORKBUN_API_KEY') ?? new base_secret/* Secret */.z('');
        const secret = read.secret('PORKBUN_SECRET_API_KEY') ?? new base_secret/* Secret */.z('');
        const ttlS = read.ttl('PORKBUN_TTL', 300);
        if (read.faults.length > 0)
            return { faults: read.faults };
        const baseUrl = new URL('https://api.porkbun.com/api/json/v3');
        const secrets = [key, secret];
        const api = createJsonApi({ title: porkbun.title, baseUrl, headers: {}, secrets, context, explain: porkbun_explain });
        const keys = () => ({ apikey: key.reveal(), secretapikey: secret.reveal() });
        return createPorkbun((path, { body, absent }, bound) => api({ method: 'POST', path, body: { ...body, ...keys() }, ...(absent ? { absent } : {}) }, bound), ttlS);
    },
};
function createPorkbun(ask, ttlS) {
    const list = async ({ zone, name }, bound) => {
        const { records = [] } = (await ask(`dns/retrieve/${zone.id}`, {}, bound));
        return records
            .filter((record) => record.type === 'TXT' && record.name === name)
            .map(({ id, content }) => ({ id, value: content }));
    };
    return providerOfRecords({
        title: porkbun.title,
        permission: porkbun_permission,
        zones: {
            async find(name, bound) {
                const zone = await ask(`dns/retrieve/${name}`, { absent: isNoDomain }, bound);
                return zone === undefined ? undefined : apiZone(name, name);
            },
        },
        list,
        async create({ zone, label }, value, bound) {
            const body = { name: label, type: 'TXT', content: value, ttl: String(ttlS) };
            await ask(`dns/create/${zone.id}`, { body }, bound);
        },
        async remove(place, id, bound) {
            const absent = (status, body) => status === 400 && /invalid record id/i.test(body);
            await ask(`dns/delete/${place.zone.id}/${id}`, { absent }, bound);
        },
    });
}
function isNoDomain(status, body) {
    return status === 400 && /invalid domain/i.test(body);
}
function porkbun_explain(status, said) {
    if (/opted in/i.test(said)) {
        return {
            problem: 'API access is switched off for the domain',
            hint: "Switch on API Access in the domain's settings at Porkbun.",
        };
    }
    if (/api key/i.test(said) || status === 401 || status === 403) {
        return {
            problem: 'the keys are wrong',
            hint: 'Check PORKBUN_API_KEY and PORKBUN_SECRET_API_KEY, and that no address filter excludes the runner.',
        };
    }
    return undefined;
}

// EXTERNAL MODULE: external "node:dns/promises"
var external_node_dns_promises_ = __webpack_require__(71553);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: ./node_modules/ipaddr.js/lib/ipaddr.js
var lib_ipaddr = __webpack_require__(48280);
// EXTERNAL MODULE: ./build/base/abort.js
var abort = __webpack_require__(59362);
// EXTERNAL MODULE: ./build/base/system-error.js
var system_error = __webpack_require__(74120);
;// CONCATENATED MODULE: ./build/dns/addresses.js






/**
 * Reads `host`, `host:port`, `[v6]:port` or a bare IPv6 address, as lego and `dns.getServers()` write them.
 * @returns undefined when it is none of them
 */
function parseServer(text, defaultPort = 53) {
    const trimmed = text.trim();
    if ((0,external_node_net_.isIP)(trimmed) === 6)
        return { host: trimmed, port: defaultPort };
    const match = /^(?:\[([^\]]+)\]|([^\s:[\]/@]+))(?::(\d{1,5}))?$/.exec(trimmed);
    const host = match?.[1] ?? match?.[2];
    const port = match?.[3] === undefined ? defaultPort : Number(match[3]);
    if (host === undefined || port < 1 || port > 65_535)
        return undefined;
    return match?.[1] !== undefined && (0,external_node_net_.isIP)(host) !== 6 ? undefined : { host, port };
}
/** `192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:5353`, a URL: a server as it is told to the reader. */
function addresses_formatServer(server) {
    if ('url' in server)
        return server.url;
    const { address, port } = server;
    if (port === 53)
        return address;
    return (0,external_node_net_.isIP)(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}
/** Whether the address is this machine's own (127.0.0.0/8, ::1). */
function isLoopback(address) {
    return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}
/**
 * Every address of a server that may be given by name.
 * @throws AppError `dns-provider` when the name has none; the signal's reason when it was aborted
 */
async function addressesOf({ host, port }, signal) {
    if ((0,external_node_net_.isIP)(host) !== 0)
        return [{ address: host, port }];
    // The system's resolver can't be interrupted: its answer is left behind.
    const found = await (0,abort/* untilAborted */.E)(signal, () => (0,external_node_dns_promises_.lookup)(host, { all: true })).catch((error) => {
        signal.throwIfAborted();
        throw new errors/* AppError */.uV('dns-provider', `The DNS server ${host} can't be looked up: ${(0,system_error/* networkWords */.G)(error)}`, { hint: `Check the spelling of ${host}, or give the server's IP address.`, retryable: true }, error);
    });
    return found.map(({ address }) => ({ address, port }));
}
/**
 * The resolvers to ask: those the user named, else the system's.
 * @param system what `dns.getServers()` gives
 */
async function resolverAddresses({ configured, system, }, signal) {
    const hosts = configured ?? system.map((text) => parseServer(text)).filter((server) => server !== undefined);
    const found = await Promise.all(hosts.map(async (host) => 'url' in host ? [host] : addressesOf(host, signal)));
    return found.flat();
}
/** Whether all is asked over HTTPS, so that nothing is to go out on port 53 but what has to. */
function areAllHttps(servers) {
    return servers.length > 0 && servers.every((server) => 'url' in server);
}

// EXTERNAL MODULE: external "node:dgram"
var external_node_dgram_ = __webpack_require__(41314);
;// CONCATENATED MODULE: ./build/dns/transport.js



/**
 * Sends one DNS message and waits for its answer: over UDP, sent again at a third and two thirds of the time, then
 * over TCP when the answer was truncated (RFC 1035 4.2, RFC 7766).
 * @throws only the signal's reason
 */
async function exchangeMessage(exchange, signal) {
    const startedAt = exchange.clock.monotonic();
    const delivery = await timed(exchange, signal, (settle) => overUdp(exchange, settle));
    if (delivery.kind !== 'reply' || !isTruncated(delivery.reply))
        return delivery;
    const leftMs = exchange.timeoutMs - (exchange.clock.monotonic() - startedAt);
    return timed({ ...exchange, timeoutMs: Math.max(0, leftMs) }, signal, (settle) => overTcp(exchange, settle));
}
/** Runs one attempt to its first outcome: settled, out of time, or aborted; always takes its socket and timers back. */
function timed({ clock, timeoutMs }, signal, start) {
    return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const end = () => {
            unschedule();
            signal.removeEventListener('abort', abort);
            stop();
        };
        const settle = (delivery) => {
            end();
            resolve(delivery);
        };
        const abort = () => {
            end();
            reject(signal.reason);
        };
        const unschedule = clock.schedule(timeoutMs, () => settle({ kind: 'timeout' }));
        signal.addEventListener('abort', abort, { once: true });
        const stop = start(settle);
    });
}
function overUdp({ clock, server, message, accepts, timeoutMs }, settle) {
    const socket = external_node_dgram_.createSocket(external_node_net_.isIPv6(server.address) ? 'udp6' : 'udp4');
    const send = () => socket.send(message);
    let resends = [];
    socket.on('error', (error) => settle(unreachable(error)));
    socket.on('message', (reply) => {
        if (accepts(reply))
            settle({ kind: 'reply', reply });
    });
    // A connected socket takes datagrams from this server only, and hears when nobody listens there.
    socket.once('connect', () => {
        send();
        resends = [1, 2].map((third) => clock.schedule((timeoutMs * third) / 3, send));
    });
    socket.connect(server.port, server.address);
    return () => {
        for (const unschedule of resends)
            unschedule();
        // Closing while it connects would call back on a closed socket; an error after the end concerns nobody.
        socket.removeAllListeners().on('error', () => undefined);
        socket.close();
    };
}
function overTcp({ server, message, accepts }, settle) {
    const socket = external_node_net_.connect({ host: server.address, port: server.port });
    let received = Buffer.alloc(0);
    socket.on('error', (error) => settle(unreachable(error)));
    socket.on('close', () => settle(unreachable(new Error('the server closed the connection'))));
    socket.on('data', (chunk) => {
        received = Buffer.concat([received, chunk]);
        if (received.length < 2 || received.length < 2 + received.readUInt16BE(0))
            return;
        const reply = received.subarray(2, 2 + received.readUInt16BE(0));
        settle(accepts(reply) ? { kind: 'reply', reply } : unreachable(new Error('the answer is to something else')));
    });
    const length = Buffer.alloc(2);
    length.writeUInt16BE(message.length);
    socket.write(Buffer.concat([length, message]));
    return () => {
        socket.removeAllListeners().on('error', () => undefined);
        socket.destroy();
    };
}
function unreachable(error) {
    const code = error.code ?? '';
    return { kind: 'unreachable', reason: sentences[code] ?? (0,errors/* messageOf */.bD)(error) };
}
const sentences = {
    ECONNREFUSED: 'nothing listens there',
    ENETUNREACH: 'no route to its network',
    EHOSTUNREACH: 'no route to it',
    EADDRNOTAVAIL: 'no route to its network',
    EAFNOSUPPORT: 'no route to its network',
    ECONNRESET: 'the server closed the connection',
};
function isTruncated(reply) {
    return (reply.readUInt16BE(2) & 0x0200) !== 0;
}

;// CONCATENATED MODULE: ./build/dns/exchange.js



/** Payload that crosses every path without fragments (RFC 6891, DNS flag day 2020). */
const udpPayloadSize = 1232;
/**
 * Makes the function that asks: UDP with EDNS, TCP when truncated; or HTTPS. dns-packet is loaded with the first
 * question.
 */
function createAsk({ clock, random, timeoutMs, overHttps = withoutHttps }) {
    return async ({ server, name, type, recursive }, signal) => {
        const { decode, encode, RECURSION_DESIRED } = await __webpack_require__.e(/* import() */ 894).then(__webpack_require__.t.bind(__webpack_require__, 14894, 19));
        // Over HTTPS nobody can slip in an answer, and with one id for all, caches can keep them (RFC 8484 4.1).
        const id = 'url' in server ? 0 : Buffer.from(random.bytes(2)).readUInt16BE(0);
        const message = encode({
            type: 'query',
            id,
            flags: recursive ? RECURSION_DESIRED : 0,
            questions: [{ name, type }],
            additionals: [
                {
                    type: 'OPT',
                    name: '.',
                    udpPayloadSize,
                    extendedRcode: 0,
                    ednsVersion: 0,
                    flags: 0,
                    flag_do: false,
                    options: [],
                },
            ],
        });
        const accepts = (reply) => isReplyTo({ id, name, type }, reply, decode);
        const delivery = 'url' in server
            ? await overHttps({ url: server.url, message, accepts }, signal)
            : await exchangeMessage({ clock, server, message, accepts, timeoutMs }, signal);
        return delivery.kind === 'reply' ? readReply(delivery.reply, decode) : delivery;
    };
}
const withoutHttps = () => Promise.resolve({ kind: 'unreachable', reason: 'nothing is asked over HTTPS here' });
/** A reply is ours when id and question are; refusals may come without the question. */
function isReplyTo(asked, reply, decode) {
    if (reply.length < 12 || reply.readUInt16BE(0) !== asked.id || !isResponse(reply))
        return false;
    if (reply.readUInt16BE(4) === 0)
        return rcodeOf(reply) !== 0;
    // Only the question is read here: a truncated answer may end anywhere.
    const head = Buffer.from(reply);
    head.fill(0, 6, 12);
    const packet = decoded(head, decode);
    const question = 'malformed' in packet ? undefined : packet.questions?.[0];
    return question?.type === asked.type && canonicalName(question.name) === canonicalName(asked.name);
}
function readReply(reply, decode) {
    const rcode = rcodeOf(reply);
    if (rcode !== 0 && rcode !== 3)
        return { kind: 'refused', rcode: rcodeNames[rcode] ?? `RCODE ${rcode}` };
    const packet = decoded(reply, decode);
    if ('malformed' in packet) {
        return { kind: 'unreachable', reason: `its answer is no DNS message (${packet.malformed})` };
    }
    return {
        kind: 'answered',
        rcode: rcode === 0 ? 'NOERROR' : 'NXDOMAIN',
        authoritative: packet.flag_aa,
        answers: canonical(packet.answers),
        authorities: canonical(packet.authorities),
    };
}
function canonical(records = []) {
    return records.map((record) => ({ ...record, name: canonicalName(record.name) }));
}
/** dns-packet throws on anything malformed; here it is one more thing that a server may send. */
function decoded(message, decode) {
    try {
        return decode(message);
    }
    catch (error) {
        return { malformed: (0,errors/* messageOf */.bD)(error) };
    }
}
/** Whether the QR bit is set (RFC 1035 4.1.1). */
function isResponse(message) {
    return (message.readUInt16BE(2) & 0x8000) !== 0;
}
/** The header's RCODE (RFC 1035 4.1.1). */
function rcodeOf(message) {
    return message.readUInt16BE(2) & 0x000f;
}
const rcodeNames = {
    1: 'FORMERR',
    2: 'SERVFAIL',
    4: 'NOTIMP',
    5: 'REFUSED',
    9: 'NOTAUTH',
};
/** The TXT values at `name` (canonical), each joined from its strings (RFC 1035 3.3.14). */
function txtValues(reply, name) {
    return reply.answers
        .filter((record) => record.type === 'TXT')
        .filter((record) => record.name === name)
        .map(({ data }) => [data].flat().map(String).join(''));
}
/** The records of one type whose data is a name or an address. */
function recordsOf(records, type) {
    return records.filter((record) => record.type === type);
}

;// CONCATENATED MODULE: ./build/dns/resolver.js



/** Makes the function that asks recursively; it begins with the resolver that answered last. */
function createResolve(ask, resolvers) {
    let preferred = resolvers[0];
    return async (name, type, signal) => {
        const failures = [];
        let lastStatus;
        let unsupporting;
        for (const resolver of preferredFirst(resolvers, preferred)) {
            const reply = await ask({ server: resolver, name, type, recursive: true }, signal);
            if (reply.kind === 'answered') {
                preferred = resolver;
                return { reply, resolver };
            }
            if (reply.kind === 'refused')
                lastStatus = reply.rcode;
            // Small resolvers and test servers know a few types only; of the others they have nothing.
            if (reply.kind === 'refused' && reply.rcode === 'NOTIMP')
                unsupporting = resolver;
            failures.push(`${formatServer(resolver)}: ${failureOf(reply)}`);
        }
        if (unsupporting)
            return { reply: nothing, resolver: unsupporting };
        throw new AppError('dns-provider', `No DNS resolver could tell the ${type} record of ${name} (${failures.join('; ') || 'there is none to ask'})`, {
            liesAt: 'resolvers',
            ...(lastStatus === undefined ? {} : { lastStatus }),
            hint: 'Check that the runner reaches these resolvers and that the zone is delegated correctly (a broken ' +
                'DNSSEC chain shows as SERVFAIL), or name other resolvers in the input dns-resolvers.',
        });
    };
}
const nothing = {
    kind: 'answered',
    rcode: 'NOERROR',
    authoritative: false,
    answers: [],
    authorities: [],
};
/** Whether a server is out of reach because this machine has no IPv6: that says nothing about the server. */
function isBeyondIpv4(server, reply) {
    return ('address' in server &&
        isIPv6(server.address) &&
        reply.kind === 'unreachable' &&
        reply.reason.startsWith('no route'));
}
/** Why a server's reply is of no use, in a few words. */
function failureOf(reply) {
    switch (reply.kind) {
        case 'refused':
            return reply.rcode;
        case 'timeout':
            return 'no answer';
        case 'unreachable':
            return reply.reason;
    }
}
function preferredFirst(resolvers, preferred) {
    return preferred ? [preferred, ...resolvers.filter((resolver) => resolver !== preferred)] : [];
}

;// CONCATENATED MODULE: ./build/dns/wire.js
/** A name as length-prefixed labels, uncompressed. @throws RangeError on a label of no or more than 63 bytes */
function wireName(name) {
    const labels = name.replace(/\.$/, '').split('.');
    const encoded = labels.map((label) => {
        const bytes = Buffer.from(label);
        if (bytes.length === 0 || bytes.length > 63)
            throw new RangeError(`${name} is no DNS name`);
        return Buffer.concat([Buffer.of(bytes.length), bytes]);
    });
    return Buffer.concat([...encoded, Buffer.of(0)]);
}
/** Numbers of two bytes each, most significant first. */
function uint16(...values) {
    return Buffer.from(values.flatMap((value) => [value >>> 8, value & 0xff]));
}
/**
 * Reads a name, following compression pointers, each of which must lead backwards (RFC 1035 4.1.4).
 * @returns the name without its final dot, and how many bytes it takes at `offset`
 * @throws RangeError when the message ends before the name does, or a pointer leads forwards
 */
function readName(message, offset) {
    const labels = [];
    let [at, origin] = [offset, offset];
    let length;
    for (;;) {
        const size = message.readUInt8(at);
        if (size >= 0xc0) {
            length ??= at + 2 - offset;
            at = message.readUInt16BE(at) & 0x3fff;
            if (at >= origin)
                throw new RangeError('A compression pointer leads forwards');
            origin = at;
        }
        else if (size === 0) {
            return { name: labels.join('.'), length: length ?? at + 1 - offset };
        }
        else {
            if (at + 1 + size > message.length)
                throw new RangeError('A name is cut off');
            labels.push(message.toString('latin1', at + 1, at + 1 + size));
            at += 1 + size;
        }
    }
}
/** Every record of a message, whatever its section. @throws RangeError when the message is cut off */
function readRecords(message) {
    let offset = 12;
    for (let left = message.readUInt16BE(4); left > 0; left -= 1)
        offset += readName(message, offset).length + 4;
    const records = [];
    const count = message.readUInt16BE(6) + message.readUInt16BE(8) + message.readUInt16BE(10);
    while (records.length < count) {
        const { name, length } = readName(message, offset);
        const fixed = offset + length;
        const end = fixed + 10 + message.readUInt16BE(fixed + 8);
        if (end > message.length)
            throw new RangeError('A record is cut off');
        records.push({
            name,
            type: message.readUInt16BE(fixed),
            class: message.readUInt16BE(fixed + 2),
            ttlS: message.readUInt32BE(fixed + 4),
            offset,
            data: message.subarray(fixed + 10, end),
        });
        offset = end;
    }
    return records;
}

;// CONCATENATED MODULE: ./build/dns/tsig.js



/** HMACs of RFC 8945 6, without the truncated ones; hmac-md5 is left out on purpose. */
const tsigAlgorithms = [
    'hmac-sha256',
    'hmac-sha512',
    'hmac-sha384',
    'hmac-sha224',
    'hmac-sha1',
];
const type = 250;
const classAny = 255;
const fudgeS = 300;
/**
 * Appends a TSIG record to a message (RFC 8945 4.2).
 * @param nowS seconds since the epoch
 */
function signMessage(message, key, nowS) {
    const stamp = { timeS: nowS, fudgeS, error: 0, other: Buffer.alloc(0) };
    const mac = hmac(key, [message, tsig_variables(key, stamp)]);
    const id = Buffer.from(message).readUInt16BE(0);
    const rdata = Buffer.concat([
        wireName(key.algorithm),
        time48(stamp.timeS),
        uint16(stamp.fudgeS, mac.length),
        mac,
        uint16(id, stamp.error, stamp.other.length),
    ]);
    const record = [wireName(key.name), uint16(type, classAny, 0, 0, rdata.length), rdata];
    const signed = Buffer.concat([message, ...record]);
    signed.writeUInt16BE(signed.readUInt16BE(10) + 1, 10);
    return { message: signed, mac };
}
/**
 * Checks the signature of a reply to a signed request (RFC 8945 5.3).
 * @param nowS seconds since the epoch
 * @throws RangeError or Error when the reply is malformed
 */
function verifyReply(reply, { key, requestMac, nowS }) {
    const last = readRecords(reply).at(-1);
    if (last?.type !== type)
        return { kind: 'unsigned', error: 0 };
    const tsig = readTsig(last);
    if (tsig.mac.length === 0)
        return { kind: 'unsigned', error: tsig.error };
    const unsigned = Buffer.from(reply.subarray(0, last.offset));
    unsigned.writeUInt16BE(unsigned.readUInt16BE(10) - 1, 10);
    unsigned.writeUInt16BE(tsig.originalId, 0);
    const expected = hmac(key, [uint16(requestMac.length), requestMac, unsigned, tsig_variables(key, tsig)]);
    const sameKey = canonicalName(last.name) === canonicalName(key.name) && tsig.algorithm === key.algorithm;
    const sameMac = tsig.mac.length === expected.length && (0,external_node_crypto_.timingSafeEqual)(tsig.mac, expected);
    const timely = Math.abs(nowS - tsig.timeS) <= tsig.fudgeS || tsig.error === badTime;
    const wellFormed = last.class === classAny && last.ttlS === 0;
    if (!wellFormed || !sameKey || !sameMac || !timely)
        return { kind: 'invalid' };
    return {
        kind: 'valid',
        error: tsig.error,
        serverTimeS: tsig.other.length === 6 ? tsig.other.readUIntBE(0, 6) : undefined,
    };
}
const badTime = 18;
/** The TSIG variables that are signed beside the message (RFC 8945 4.3.3). */
function tsig_variables({ name, algorithm }, { timeS, fudgeS: fudge, error, other }) {
    return Buffer.concat([
        wireName(canonicalName(name)),
        uint16(classAny, 0, 0),
        wireName(algorithm),
        time48(timeS),
        uint16(fudge, error, other.length),
        other,
    ]);
}
function readTsig({ data }) {
    const { name, length } = readName(data, 0);
    const macLength = data.readUInt16BE(length + 8);
    const afterMac = length + 10 + macLength;
    const otherLength = data.readUInt16BE(afterMac + 4);
    if (afterMac + 6 + otherLength !== data.length)
        throw new RangeError('A TSIG record is cut off');
    return {
        algorithm: canonicalName(name),
        timeS: data.readUIntBE(length, 6),
        fudgeS: data.readUInt16BE(length + 6),
        mac: data.subarray(length + 10, afterMac),
        originalId: data.readUInt16BE(afterMac),
        error: data.readUInt16BE(afterMac + 2),
        other: data.subarray(afterMac + 6),
    };
}
/** Seconds since the epoch in 48 bits. */
function time48(timeS) {
    const bytes = Buffer.alloc(6);
    bytes.writeUIntBE(timeS, 0, 6);
    return bytes;
}
function hmac({ algorithm, secret }, parts) {
    const mac = (0,external_node_crypto_.createHmac)(algorithm.slice('hmac-'.length), Buffer.from(secret.reveal(), 'base64'));
    for (const part of parts)
        mac.update(part);
    return mac.digest();
}

;// CONCATENATED MODULE: ./build/dns/tsig-key.js




/**
 * Reads the key from RFC2136_TSIG_FILE, else from RFC2136_TSIG_KEY, _SECRET and _ALGORITHM; faults go to `read`.
 * @returns undefined when there is none, or a fault
 */
function readTsigKey(read, readText) {
    const path = read.text('RFC2136_TSIG_FILE');
    const parts = path === '' ? fromVariables(read) : fromFile(path, { read, readText });
    if (!parts || (path === '' && parts.name.text === '' && parts.secret.text === ''))
        return undefined;
    const { name, secret } = parts;
    const algorithm = tsigAlgorithms.find((known) => known === canonicalName(parts.algorithm.text));
    if (!algorithm) {
        read.refuse(parts.algorithm.input, 'has no supported algorithm', `Use one of ${tsigAlgorithms.join(', ')}.`);
    }
    if (!/^([^\s.]{1,63}\.)*[^\s.]{1,63}\.?$/.test(name.text)) {
        read.refuse(name.input, 'has no key name', 'Give the name that the server knows the key by.');
    }
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(secret.text)) {
        read.refuse(secret.input, 'has no base64 secret', "Give the text between the quotes of the key's `secret`.");
    }
    return algorithm && { name: canonicalName(name.text), algorithm, secret: new base_secret/* Secret */.z(secret.text) };
}
function fromVariables(read) {
    const part = (input) => ({ input, text: read.text(input) });
    return {
        name: part('RFC2136_TSIG_KEY'),
        algorithm: part('RFC2136_TSIG_ALGORITHM'),
        secret: part('RFC2136_TSIG_SECRET'),
    };
}
/** Reads the first key of a file as `tsig-keygen` writes it: `key "name" { algorithm x; secret "y"; };` */
function fromFile(path, { read, readText }) {
    const input = 'RFC2136_TSIG_FILE';
    let text;
    try {
        text = readText(path);
    }
    catch (error) {
        read.refuse(input, `can't be read: ${(0,errors/* messageOf */.bD)(error)}`, 'Give the path of a file that the step can read.');
        return undefined;
    }
    const part = (pattern) => ({ input, text: pattern.exec(text)?.[1] ?? '' });
    return {
        name: part(/\bkey\s+"?([^\s"{]+)"?\s*\{/),
        algorithm: part(/\balgorithm\s+"?([^\s";]+)"?\s*;/),
        secret: part(/\bsecret\s+"?([^\s";]+)"?\s*;/),
    };
}

;// CONCATENATED MODULE: ./build/dns/update.js







const opcodeUpdate = 5 << 11;
const types = { soa: 6, txt: 16 };
const classes = { in: 1, none: 254 };
/**
 * Sends one dynamic update (RFC 2136), signed with TSIG (RFC 8945), and checks the reply's signature.
 * @throws AppError `dns-provider`, retryable where the server may answer differently a little later; the signal's reason
 */
async function update_sendUpdate(update, signal) {
    const { server, clock, timeoutMs, key } = update;
    const nowS = Math.floor(clock.now() / 1000);
    const unsigned = encodeUpdate(update);
    const request = key
        ? signMessage(unsigned, key, nowS)
        : { message: unsigned, mac: Buffer.alloc(0) };
    const id = unsigned.readUInt16BE(0);
    const accepts = (reply) => reply.length >= 12 && reply.readUInt16BE(0) === id && isResponse(reply);
    const delivery = await exchangeMessage({ clock, server, message: request.message, accepts, timeoutMs }, signal);
    if (delivery.kind !== 'reply') {
        throw new errors/* AppError */.uV('dns-provider', `${addresses_formatServer(server)} took no update: ${failureOf(delivery)}`, {
            hint: 'Check RFC2136_NAMESERVER, that the server is up, and that a firewall lets DNS through.',
            retryable: true,
        });
    }
    const rcode = rcodeOf(delivery.reply);
    const claimed = key ? verdictOf(delivery.reply, { update, key, requestMac: request.mac, nowS }) : 0;
    if (rcode !== 0 || claimed !== 0)
        throw refusal(update, claimed === 0 ? rcode : claimed);
}
/** Encodes the update without signature: the zone, no prerequisites, one record. */
function encodeUpdate({ zone, record, change, random, }) {
    const id = Buffer.from(random.bytes(2)).readUInt16BE(0);
    const text = Buffer.from(record.value);
    const ttlS = change.verb === 'add' ? change.ttlS : 0;
    return Buffer.concat([
        uint16(id, opcodeUpdate, 1, 0, 1, 0),
        wireName(zone),
        uint16(types.soa, classes.in),
        wireName(record.name),
        uint16(types.txt, change.verb === 'add' ? classes.in : classes.none, ttlS >>> 16, ttlS & 0xffff, text.length + 1),
        Buffer.of(text.length),
        text,
    ]);
}
/** The TSIG error of a reply, 0 when there is none. @throws AppError when a reply is forged or can't be read */
function verdictOf(reply, { update, key, requestMac, nowS }) {
    const server = addresses_formatServer(update.server);
    const hint = 'Something between the runner and the server changes DNS messages, or another server answers there.';
    try {
        const verdict = verifyReply(reply, { key, requestMac, nowS });
        // Only an error may come unsigned: a success that nobody signed may be anybody's.
        if (verdict.kind !== 'invalid' && (verdict.kind === 'valid' || rcodeOf(reply) !== 0))
            return verdict.error;
    }
    catch (error) {
        throw new errors/* AppError */.uV('dns-provider', `${server} sent no DNS message: ${(0,errors/* messageOf */.bD)(error)}`, { hint }, error);
    }
    throw new errors/* AppError */.uV('dns-provider', `The reply of ${server} isn't signed with the key ${key.name}`, {
        hint,
    });
}
function refusal({ server, zone, key, record }, code) {
    const keyName = key ? `the key ${key.name}` : 'an unsigned update';
    const { problem, hint } = refusals[code] ?? {
        problem: `error ${code}`,
        hint: "Look at the server's log.",
    };
    const told = problem.replaceAll('{key}', keyName).replaceAll('{zone}', zone);
    return new errors/* AppError */.uV('dns-provider', `${addresses_formatServer(server)} refused to change ${record.name}: ${told}`, {
        hint: hint.replaceAll('{key}', keyName).replaceAll('{zone}', zone),
        retryable: code === 2,
    });
}
/** RCODEs of RFC 1035, RFC 2136 2.2 and the TSIG errors of RFC 8945 3. */
const refusals = {
    1: {
        problem: 'it could not read the update (FORMERR)',
        hint: 'Check that the server supports RFC 2136 updates.',
    },
    2: {
        problem: 'it failed inside (SERVFAIL)',
        hint: "Look at the server's log: often the zone's file or journal can't be written.",
    },
    4: { problem: 'it takes no dynamic updates (NOTIMP)', hint: 'Enable dynamic updates on the server.' },
    5: {
        problem: 'it does not allow {key} to change zone {zone} (REFUSED)',
        hint: 'Allow it in the server (BIND: `update-policy` or `allow-update` of zone {zone}; PowerDNS: metadata ' +
            'TSIG-ALLOW-DNSUPDATE). PowerDNS answers a wrong key like this too: compare its name, algorithm and secret.',
    },
    9: {
        problem: 'it is no primary for zone {zone}, or does not accept {key} (NOTAUTH)',
        hint: 'Point RFC2136_NAMESERVER to the primary of {zone}, and check RFC2136_TSIG_KEY, _SECRET and _ALGORITHM.',
    },
    10: {
        problem: 'the name lies outside zone {zone} (NOTZONE)',
        hint: 'Check RFC2136_ZONES, and that the server serves the zone that holds the name.',
    },
    16: {
        problem: 'the signature of {key} is wrong (BADSIG)',
        hint: "Compare RFC2136_TSIG_SECRET with the server's key: it is the base64 text between the quotes.",
    },
    17: {
        problem: 'it does not know {key} with this algorithm (BADKEY)',
        hint: "Compare RFC2136_TSIG_KEY and RFC2136_TSIG_ALGORITHM with the server's key (lego takes hmac-sha1 when none is set).",
    },
    18: {
        problem: "its clock and the runner's differ by more than 5 minutes (BADTIME)",
        hint: 'Set the clock of the DNS server (or of a self-hosted runner) by NTP.',
    },
    22: {
        problem: 'the signature is too short (BADTRUNC)',
        hint: 'Allow the full length of the HMAC on the server.',
    },
};

;// CONCATENATED MODULE: ./build/dns/providers/rfc2136.js











const rfc2136_variables = [
    variable('NAMESERVER', 'The primary name server, `host` or `host:port`', { required: true }),
    variable('TSIG_KEY', 'Name of the TSIG key; without one, updates are not signed'),
    variable('TSIG_SECRET', "The key's secret, base64", { secret: true }),
    variable('TSIG_ALGORITHM', `One of ${tsigAlgorithms.join(', ')}`, { default: 'hmac-sha256' }),
    variable('TSIG_FILE', 'Path of a key file as `tsig-keygen` writes it, instead of the three'),
    variable('ZONES', 'Zones to choose from, separated by commas, instead of asking the server for the SOA'),
    variable('TTL', 'TTL of the TXT records, seconds', { default: '120' }),
];
function variable(name, description, more = {}) {
    const both = { name: `RFC2136_${name}`, aliases: [`DNSUPDATE_${name}`] };
    return { ...both, description, required: false, secret: false, ...more };
}
/** Dynamic updates (RFC 2136) with TSIG (RFC 8945); lego calls it `dnsupdate` since its version 5. */
const rfc2136 = {
    name: 'rfc2136',
    aliases: ['dnsupdate'],
    title: 'DNS update (RFC 2136)',
    documentation: 'https://go-acme.github.io/lego/dns/rfc2136/',
    variables: rfc2136_variables,
    example: ['RFC2136_NAMESERVER', 'RFC2136_TSIG_KEY', 'RFC2136_TSIG_SECRET'],
    permissions: 'A TSIG key that may change TXT records at the names concerned, in BIND `update-policy { grant acme-key name _acme-challenge.example.com. TXT; };`. The server must also tell its SOA record to the runner, unless `RFC2136_ZONES` names the zone',
    verified: 'BIND',
    configure(context) {
        const read = new CredentialReader(rfc2136_variables, context);
        const nameserver = readNameserver(read);
        const key = readTsigKey(read, (path) => context.ports.readText(path));
        const ttlS = read.integer('RFC2136_TTL', { least: 1, most: 604_800 });
        const zones = read
            .text('RFC2136_ZONES')
            .split(',')
            .map((zone) => canonicalName(zone.trim()))
            .filter(Boolean);
        if (read.faults.length > 0 || !nameserver)
            return { faults: read.faults };
        return createRfc2136({ nameserver, key, ttlS, zones }, context);
    },
};
function createRfc2136(configuration, context) {
    const { key, ttlS } = configuration;
    const { clock, random } = context.ports;
    const zones = shareByKey();
    const change = (record, what, bound) => withRetries(context, bound, () => onFirstReachable(configuration.nameserver, bound, async (server) => {
        const timeoutMs = Math.min(context.requestTimeoutMs, bound.remainingMs());
        const ask = createAsk({ clock, random, timeoutMs });
        const zone = configuration.zones.length > 0
            ? listedZone(record.name, configuration.zones)
            : await zones(record.name, bound.signal, () => servedZone(record.name, { server, ask }, bound.signal));
        await update_sendUpdate({ server, zone, record, change: what, key, clock, random, timeoutMs }, bound.signal);
    }));
    return {
        present: (record, bound) => change(record, { verb: 'add', ttlS }, bound),
        remove: (record, bound) => change(record, { verb: 'delete' }, bound),
    };
}
/** Tries the addresses of a server given by name in turn, as long as they can't be reached. */
async function onFirstReachable(host, { signal }, work) {
    const addresses = await addressesOf(host, signal);
    for (const [index, server] of addresses.entries()) {
        try {
            await work(server);
            return;
        }
        catch (error) {
            const isLast = index === addresses.length - 1;
            if (isLast || signal.aborted || !(error instanceof errors/* AppError */.uV) || !error.details.retryable)
                throw error;
        }
    }
}
/** The zone that the server itself is authoritative for: a resolver may see another one (split horizon). */
async function servedZone(name, { server, ask }, signal) {
    const told = addresses_formatServer(server);
    for (const candidate of ancestorsOf(name)) {
        const reply = await ask({ server, name: candidate, type: 'SOA', recursive: false }, signal);
        if (reply.kind === 'timeout' || reply.kind === 'unreachable') {
            throw new errors/* AppError */.uV('dns-provider', `The DNS server ${told} can't be asked for the zone of ${name}: ${failureOf(reply)}`, {
                hint: 'Check RFC2136_NAMESERVER, that the server is up, and that a firewall lets DNS through.',
                retryable: true,
            });
        }
        if (reply.kind === 'refused' || !reply.authoritative)
            continue;
        const soa = [...reply.answers, ...reply.authorities].find((record) => record.type === 'SOA');
        if (soa && isWithin(name, soa.name))
            return soa.name;
    }
    throw new errors/* AppError */.uV('dns-provider', `The DNS server ${told} serves no zone that holds ${name}`, {
        hint: 'Point RFC2136_NAMESERVER to the primary of that zone; where it answers no questions, list zones in RFC2136_ZONES.',
    });
}
function listedZone(name, zones) {
    const zone = closestZone(name, zones.map((listed) => ({ name: listed })));
    if (zone)
        return zone.name;
    throw new errors/* AppError */.uV('dns-provider', `${name} lies in none of the zones of RFC2136_ZONES: ${zones.join(', ')}`, {
        hint: 'Add its zone to RFC2136_ZONES, or leave that empty to ask the server.',
    });
}
function readNameserver(read) {
    const text = read.text('RFC2136_NAMESERVER');
    const server = text === '' ? undefined : parseServer(text);
    if (text !== '' && !server) {
        read.refuse('RFC2136_NAMESERVER', 'is no server', 'Give `host`, `host:port` or `[IPv6]:port`.');
    }
    return server;
}

;// CONCATENATED MODULE: ./build/dns/aws/keys.js



/** Keys are made anew when they have less than this left: a request may be under way for that long, and be repeated. */
const marginMs = 5 * 60_000;
/** Keys that are made when they are first needed, once for all who ask, and again before they end. */
function renewedKeys(clock, make) {
    const shared = shareByKey();
    let generation = 0;
    return async (bound) => {
        for (;;) {
            const asked = generation;
            const own = {};
            const keys = await shared(String(asked), bound.signal, async () => (own.keys = await make(bound)));
            if (own.keys || keys.expiresAtMs - clock.now() > marginMs)
                return keys;
            if (generation === asked)
                generation += 1;
        }
    };
}
/** Signs a request by Signature Version 4; its library is loaded only when something is signed. */
async function signAws({ keyId, secret, session }, { method, url, body, headers }, { service, region, nowMs, signal }) {
    const { AwsV4Signer } = await __webpack_require__.e(/* import() */ 580).then(__webpack_require__.bind(__webpack_require__, 12580));
    signal.throwIfAborted();
    const signer = new AwsV4Signer({
        method,
        url: url.href,
        // Signed when it is sent, so that whoever checks the signature needn't know the bytes that were.
        headers: {
            ...headers,
            'x-amz-content-sha256': (0,external_node_crypto_.createHash)('sha256')
                .update(body ?? '')
                .digest('hex'),
        },
        ...(body === undefined ? {} : { body }),
        accessKeyId: keyId.reveal(),
        secretAccessKey: secret.reveal(),
        ...(session ? { sessionToken: session.reveal() } : {}),
        service,
        region,
        datetime: new Date(nowMs).toISOString().replace(/[:-]|\.\d{3}/g, ''),
    });
    const signed = [...(await signer.sign()).headers.entries()].filter(([name]) => name !== 'host');
    return Object.fromEntries(signed.map(([name, value]) => [name, new base_secret/* Secret */.z(value)]));
}
/** Explains that AWS refused a signature by its time alone; for every API there. */
function explainSkew(said) {
    if (!/signature (expired|not yet current)/i.test(said))
        return undefined;
    return {
        problem: "the machine's clock is wrong",
        hint: "Check the runner's clock first: AWS takes signatures that are at most 5 minutes away from its own.",
    };
}

;// CONCATENATED MODULE: ./build/dns/aws/partition.js
const standard = {
    name: 'aws',
    suffix: 'amazonaws.com',
    route53: 'route53.amazonaws.com',
    region: 'us-east-1',
    audience: 'sts.amazonaws.com',
};
const china = {
    name: 'aws-cn',
    suffix: 'amazonaws.com.cn',
    route53: 'route53.amazonaws.com.cn',
    region: 'cn-northwest-1',
    audience: 'sts.amazonaws.com.cn',
};
const government = {
    ...standard,
    name: 'aws-us-gov',
    route53: 'route53.us-gov.amazonaws.com',
    region: 'us-gov-west-1',
};
/**
 * The partition of a region, as https://docs.aws.amazon.com/general/latest/gr/r53.html has their endpoints.
 * @param region `''` for the global services of the standard one
 * @returns undefined for those that aren't known here, such as the secret ones
 */
function partitionOf(region) {
    if (region.startsWith('cn-'))
        return china;
    if (region.startsWith('us-gov-'))
        return government;
    return /^(us-iso|eu-iso|eusc-)/.test(region) ? undefined : standard;
}

;// CONCATENATED MODULE: ./build/dns/aws/profile.js
/**
 * Reads the profiles of AWS's two shared files, whose format is
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html.
 * @param files their texts, `''` for one that isn't there
 * @returns the profiles by their name; what both files say, `credentials` says
 */
function readProfiles(files) {
    const profiles = new Map();
    for (const [section, settings] of readSections(files.config)) {
        // `default` alone may stand there without the word; what else does is no profile.
        const name = /^(?:profile\s+(\S.*)|(default))$/.exec(section)?.slice(1).join('').trim();
        if (name)
            profiles.set(name, settings);
    }
    for (const [name, settings] of readSections(files.credentials)) {
        profiles.set(name, { ...profiles.get(name), ...settings });
    }
    return profiles;
}
function readSections(text) {
    const sections = new Map();
    let current = {};
    for (const line of text.split(/\r?\n/)) {
        const section = /^\s*\[\s*([^\]]+?)\s*\]/.exec(line)?.[1];
        const [, name, value] = /^([\w-]+)\s*=\s*(.*?)(?:\s+[#;].*)?\s*$/.exec(line) ?? [];
        if (section !== undefined) {
            current = sections.get(section) ?? {};
            sections.set(section, current);
        }
        else if (name !== undefined && value !== undefined) {
            current[name.toLowerCase()] = value;
        }
    }
    return sections;
}

;// CONCATENATED MODULE: ./build/dns/aws/xml.js
/** The contents of the elements of a name; AWS's answers nest none in its like, and give them no attributes. */
function xml_elements(xml, name) {
    return [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map((match) => match[1] ?? '');
}
/** The content of the first element of a name, as it is written; `''` when there is none. */
function firstElement(xml, name) {
    return xml_elements(xml, name)[0] ?? '';
}
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** Text without the entities of XML. */
function unescaped(xml) {
    return xml.replace(/&(?:#(\d+)|(\w+));/g, (whole, code, name = '') => code === undefined ? (entities[name] ?? whole) : String.fromCodePoint(Number(code)));
}
/** Text as the content of an element. */
function escaped(value) {
    return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

;// CONCATENATED MODULE: ./build/dns/aws/sts.js





/** @param region whose service is asked; `''` for the global one */
function createSts(region, partition, context) {
    const { ports } = context;
    const baseUrl = new URL(`https://sts.${region === '' ? '' : `${region}.`}${partition.suffix}`);
    const scope = { service: 'sts', region: region === '' ? 'us-east-1' : region };
    const call = async ({ action, keys, token }, fields, bound) => {
        const form = new URLSearchParams({ Action: action, Version: '2011-06-15' });
        for (const [name, value] of Object.entries(fields))
            if (value)
                form.set(name, value);
        if (token)
            form.set('WebIdentityToken', token.reveal());
        const api = createApi({
            title: 'AWS STS',
            baseUrl,
            headers: { accept: 'application/xml' },
            secrets: [token, keys?.keyId, keys?.secret, keys?.session].filter((secret) => secret !== undefined),
            context,
            explain: sts_explain,
            ...(keys
                ? {
                    authorize: (outgoing) => signAws(keys, outgoing, { ...scope, nowMs: ports.clock.now(), signal: bound.signal }),
                }
                : {}),
        });
        const text = { type: 'application/x-www-form-urlencoded', content: form.toString() };
        const temporary = keysIn(await api({ method: 'POST', path: '', text }, bound));
        ports.mask(temporary.secret.reveal());
        ports.mask(temporary.session.reveal());
        return temporary;
    };
    return {
        assumeRole: (role, keys, bound) => call({ action: 'AssumeRole', keys }, fieldsOf(role), bound),
        assumeRoleWithWebIdentity: (role, token, bound) => call({ action: 'AssumeRoleWithWebIdentity', token }, { ...fieldsOf(role), ExternalId: '' }, bound),
    };
}
function fieldsOf({ arn, sessionName, externalId }) {
    return { RoleArn: arn, RoleSessionName: sessionName, ExternalId: externalId };
}
function keysIn(xml) {
    const [keyId, secret, session, expires] = [
        'AccessKeyId',
        'SecretAccessKey',
        'SessionToken',
        'Expiration',
    ].map((name) => unescaped(firstElement(xml, name)).trim());
    const expiresAtMs = Date.parse(expires ?? '');
    if (!keyId || !secret || !session || Number.isNaN(expiresAtMs)) {
        throw new errors/* AppError */.uV('dns-provider', 'AWS STS answered with something else than credentials', {
            hint: 'Check that AWS_REGION is a region, and that no proxy answers in the place of AWS.',
        });
    }
    const secrets = { keyId: new base_secret/* Secret */.z(keyId), secret: new base_secret/* Secret */.z(secret), session: new base_secret/* Secret */.z(session) };
    return { ...secrets, expiresAtMs };
}
function sts_explain(status, said) {
    const skew = explainSkew(said);
    if (skew)
        return skew;
    if (/not authorized/i.test(said)) {
        return {
            problem: 'the role may not be taken on',
            hint: "The role's trust policy has to allow it: with OpenID Connect for the token's audience sts.amazonaws.com and " +
                'its subject, which GitHub makes as `repo:owner/name:ref:refs/heads/branch` or `repo:owner/name:environment:name`; ' +
                'else for the user or role whose keys these are.',
        };
    }
    if (/OpenIDConnect provider/i.test(said)) {
        const hint = 'Create the identity provider https://token.actions.githubusercontent.com in IAM, for the audience sts.amazonaws.com.';
        return { problem: 'the account does not know the issuer of the token', hint };
    }
    if (/expired/i.test(said)) {
        return {
            problem: 'the token or the keys have expired',
            hint: 'Make new ones in a step before this one.',
        };
    }
    if (/verification key|communicat/i.test(said) && status === 400) {
        return {
            problem: "AWS could not get the issuer's keys",
            hint: 'Run again in a minute.',
            retryable: true,
        };
    }
    if (status === 403) {
        return {
            problem: 'the keys are wrong',
            hint: 'Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY or the profile.',
        };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/dns/aws/identity.js








/** The variables that say who one is at AWS, under the names that all its programs know. */
const identityVariables = [
    optionalVariable('AWS_ROLE_ARN', 'Role to take on by OpenID Connect'),
    optionalVariable('AWS_WEB_IDENTITY_TOKEN_FILE', "File with the token for it; without one GitHub's is taken, which a job has with `permissions: { id-token: write }`"),
    optionalVariable('AWS_ROLE_SESSION_NAME', "What AWS's trail calls the session", {
        default: 'bounded-acme',
    }),
    optionalVariable('AWS_ACCESS_KEY_ID', 'Access key ID, as `aws-actions/configure-aws-credentials` exports it; comes before a role', { secret: true }),
    optionalVariable('AWS_SECRET_ACCESS_KEY', 'Its secret', { secret: true }),
    optionalVariable('AWS_SESSION_TOKEN', 'Session token of temporary credentials', { secret: true }),
    optionalVariable('AWS_PROFILE', 'Profile of the shared files; comes last', { default: 'default' }),
    optionalVariable('AWS_SHARED_CREDENTIALS_FILE', 'The file of credentials, instead of `~/.aws/credentials`'),
    optionalVariable('AWS_CONFIG_FILE', 'The file of profiles, instead of `~/.aws/config`'),
    optionalVariable('AWS_ASSUME_ROLE_ARN', 'Another role to take on with all these'),
    optionalVariable('AWS_EXTERNAL_ID', 'External ID that AWS_ASSUME_ROLE_ARN wants'),
    optionalVariable('AWS_REGION', 'Region whose STS gives the credentials of a role; the global one if empty. AWS GovCloud and China are told by it', {
        aliases: ['AWS_DEFAULT_REGION'],
    }),
];
/**
 * Finds who we are at AWS, in the order in which its SDK for Go looks, and so lego: keys, web identity, profile.
 * @returns undefined when nothing says so, or wrongly; the reader then holds the faults
 */
function readIdentity(read, context) {
    const region = read.text('AWS_REGION');
    if (!/^([a-z]+(-[a-z]+)+-\d+)?$/.test(region)) {
        read.refuse('AWS_REGION', 'is no region', 'Give it as in eu-central-1.');
    }
    const partition = partitionOf(region);
    if (!partition) {
        read.refuse('AWS_REGION', "is of a part of AWS that isn't supported", 'Give a region of another, or none.');
        return undefined;
    }
    for (const name of ['AWS_ROLE_ARN', 'AWS_ASSUME_ROLE_ARN']) {
        const [, theirs = partition.name] = /^arn:([\w-]+):/.exec(read.text(name)) ?? [];
        const remedy = `Set AWS_REGION to a region of ${theirs}: each part of AWS has its own services.`;
        if (theirs !== partition.name)
            read.refuse(name, 'is of another part of AWS than AWS_REGION', remedy);
    }
    const keys = readKeys({ read, context, partition, sts: createSts(region, partition, context) });
    return keys && { keys, partition };
}
function readKeys(from) {
    const { read } = from;
    const source = environmentKeys(read) ?? webIdentity(from) ?? profileKeys(from);
    const arn = read.text('AWS_ASSUME_ROLE_ARN');
    if (!source || read.faults.length > 0)
        return undefined;
    if (arn === '')
        return source;
    const role = { arn, sessionName: sessionName(read), externalId: read.text('AWS_EXTERNAL_ID') };
    return assumed(from, role, source);
}
function sessionName(read) {
    return read
        .text('AWS_ROLE_SESSION_NAME')
        .replace(/[^\w+=,.@-]/g, '-')
        .slice(0, 64);
}
function fixed(keys) {
    return () => Promise.resolve(keys);
}
function assumed({ sts, context }, role, source) {
    return renewedKeys(context.ports.clock, async (bound) => sts.assumeRole(role, await source(bound), bound));
}
function environmentKeys(read) {
    const keyId = read.secret('AWS_ACCESS_KEY_ID');
    const secret = read.secret('AWS_SECRET_ACCESS_KEY');
    if (!keyId && !secret)
        return undefined;
    if (!keyId)
        read.refuse('AWS_ACCESS_KEY_ID', 'is not set', 'Set it too: the secret alone says nothing.');
    if (!secret)
        read.refuse('AWS_SECRET_ACCESS_KEY', 'is not set', 'Set it too, or take AWS_ACCESS_KEY_ID away.');
    return keyId && secret ? fixed({ keyId, secret, session: read.secret('AWS_SESSION_TOKEN') }) : undefined;
}
/** By a token that lies in a file, else by GitHub's own. */
function webIdentity(from) {
    const { read, context } = from;
    const arn = read.text('AWS_ROLE_ARN');
    const file = read.text('AWS_WEB_IDENTITY_TOKEN_FILE');
    const issuer = runnersIssuer(context);
    if (arn === '') {
        if (file !== '')
            read.refuse('AWS_ROLE_ARN', 'is not set', 'Set it to the role that the token is for.');
        return undefined;
    }
    const role = { arn, sessionName: sessionName(read) };
    if (file !== '')
        return byTokenFile(from, role, file);
    if (issuer) {
        const asked = { audience: from.partition.audience, context };
        return renewedKeys(context.ports.clock, async (bound) => from.sts.assumeRoleWithWebIdentity(role, await requestIdToken(issuer, asked, bound), bound));
    }
    const hint = 'Give the job `permissions: { id-token: write }`, or set AWS_WEB_IDENTITY_TOKEN_FILE.';
    read.refuse('AWS_ROLE_ARN', 'can only be taken on with a token, and there is none', hint);
    return undefined;
}
/** The file is read each time: who put it there puts a new one before its token ends. */
function byTokenFile({ sts, context }, role, file) {
    return renewedKeys(context.ports.clock, async (bound) => sts.assumeRoleWithWebIdentity(role, readToken(context, file), bound));
}
function readToken({ ports }, file) {
    try {
        return new base_secret/* Secret */.z(ports.readText(file).trim());
    }
    catch (error) {
        throw new errors/* AppError */.uV('dns-provider', `The token for AWS in ${file} can't be read: ${(0,errors/* messageOf */.bD)(error)}`, { hint: 'Check AWS_WEB_IDENTITY_TOKEN_FILE, and that the step may read the file.' }, error);
    }
}
function profileKeys(from) {
    const { read, context } = from;
    const name = read.text('AWS_PROFILE');
    const home = `${context.env['HOME'] ?? context.env['USERPROFILE'] ?? ''}/.aws`;
    const profiles = readProfiles({
        config: identity_textOf(from, read.text('AWS_CONFIG_FILE') || `${home}/config`),
        credentials: identity_textOf(from, read.text('AWS_SHARED_CREDENTIALS_FILE') || `${home}/credentials`),
    });
    if (read.faults.length > 0)
        return undefined;
    if (profiles.size === 0 && !context.env['AWS_PROFILE']) {
        const hint = 'Set it and `permissions: { id-token: write }`, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.';
        read.refuse('AWS_ROLE_ARN', 'is not set, and there are no other credentials', hint);
        return undefined;
    }
    return inProfile(from, { profiles, name, seen: [] });
}
function inProfile(from, { profiles, name, seen }) {
    const { read } = from;
    const profile = profiles.get(name);
    const refuse = (problem, remedy) => {
        read.refuse('AWS_PROFILE', `${[...seen, name].join(' -> ')}: ${problem}`, remedy);
    };
    if (!profile)
        return refuse('there is no such profile', `There are: ${[...profiles.keys()].join(', ') || 'none'}.`);
    const { role_arn: arn, source_profile: source, web_identity_token_file: file } = profile;
    if (arn === undefined || (source === name && seen.includes(name)))
        return keysOf(profile, refuse);
    const role = {
        arn,
        sessionName: profile['role_session_name'] ?? sessionName(read),
        externalId: profile['external_id'],
    };
    if (file !== undefined)
        return byTokenFile(from, role, file);
    if (source === undefined) {
        return refuse('its role has neither source_profile nor web_identity_token_file', 'Give one of them, or put the keys of the role into the env in a step before this one.');
    }
    if (source !== name && seen.includes(source))
        return refuse(`it leads back to ${source}`, 'Break the circle of source_profile.');
    const base = inProfile(from, { profiles, name: source, seen: [...seen, name] });
    return base && assumed(from, role, base);
}
function keysOf(profile, refuse) {
    const { aws_access_key_id: keyId, aws_secret_access_key: secret, aws_session_token: session } = profile;
    if (!keyId || !secret) {
        return refuse('it holds no keys', 'Single sign-on and programs are not asked here: run `aws configure export-credentials --format env` in a step before this one.');
    }
    return fixed({
        keyId: new base_secret/* Secret */.z(keyId),
        secret: new base_secret/* Secret */.z(secret),
        session: session === undefined ? undefined : new base_secret/* Secret */.z(session),
    });
}
/** A file that isn't there is empty. */
function identity_textOf({ read, context }, path) {
    try {
        return context.ports.readText(path);
    }
    catch (error) {
        if (error.code !== 'ENOENT') {
            read.refuse('AWS_PROFILE', `${path} can't be read: ${(0,errors/* messageOf */.bD)(error)}`, 'Let the step read the file.');
        }
        return '';
    }
}

;// CONCATENATED MODULE: ./build/dns/providers/route53.js








const route53_permission = 'route53:ListHostedZonesByName (or route53:GetHostedZone for AWS_HOSTED_ZONE_ID), and on the zone route53:ListResourceRecordSets and route53:ChangeResourceRecordSets';
const route53_variables = [
    ...identityVariables,
    optionalVariable('AWS_HOSTED_ZONE_ID', 'The zone to change, instead of looking for it'),
    ttlVariable('AWS_TTL', 10),
];
/** Amazon Route 53, by its REST API of 2013-04-01. */
const route53 = {
    name: 'route53',
    title: 'Amazon Route 53',
    documentation: 'https://go-acme.github.io/lego/dns/route53/',
    variables: route53_variables,
    example: ['AWS_ROLE_ARN'],
    permissions: `${route53_permission}; of another role, sts:AssumeRole`,
    verified: 'moto, with these rights alone; Lexicon with boto3',
    configure(context) {
        const read = new CredentialReader(route53_variables, context);
        const identity = readIdentity(read, context);
        const zoneId = read.text('AWS_HOSTED_ZONE_ID');
        const ttlS = read.ttl('AWS_TTL');
        if (read.faults.length > 0 || !identity)
            return { faults: read.faults };
        return createRoute53(route53_signedApi(identity, context), { zoneId, ttlS, ports: context.ports });
    },
};
function route53_signedApi({ keys, partition }, context) {
    const scope = { service: 'route53', region: partition.region };
    const secrets = new Set();
    return createApi({
        title: route53.title,
        baseUrl: new URL(`https://${partition.route53}/2013-04-01`),
        headers: { accept: 'application/xml' },
        secrets,
        context,
        explain: route53_explain,
        authorize: async (outgoing, bound) => {
            const signers = await keys(bound);
            for (const secret of [signers.keyId, signers.secret])
                secrets.add(secret);
            return signAws(signers, outgoing, { ...scope, nowMs: context.ports.clock.now(), signal: bound.signal });
        },
    });
}
function createRoute53(api, { zoneId, ttlS, ports }) {
    const setPath = (zone) => `hostedzone/${zone.id}/rrset`;
    return providerOfSets({
        title: route53.title,
        permission: route53_permission,
        ports,
        ttlS,
        format: (value) => JSON.stringify(value),
        zones: zoneId === ''
            ? { find: (name, bound) => route53_findZone(api, name, bound) }
            : { list: async (bound) => [await readZone(api, zoneId, bound)] },
        async read({ zone, name }, bound) {
            const query = { name: `${name}.`, type: 'TXT', maxitems: '1' };
            const xml = await api({ method: 'GET', path: setPath(zone), query }, bound);
            const set = xml_elements(xml, 'ResourceRecordSet').find((found) => nameIn(found) === name && firstElement(found, 'Type') === 'TXT');
            if (set === undefined)
                return undefined;
            return { values: xml_elements(set, 'Value').map(unescaped), ttlS: Number(firstElement(set, 'TTL')) };
        },
        // What was read goes out as it was, in the same step: the batch is refused when somebody changed it meanwhile.
        async write({ zone, name }, set, { before, bound }) {
            const changes = [
                ...(before ? [changeOf('DELETE', name, before)] : []),
                ...(set.values.length > 0 ? [changeOf('CREATE', name, set)] : []),
            ];
            const text = { type: 'application/xml', content: batchOf(changes) };
            const met = { another: false };
            const absent = (status, body) => (met.another = isStale(status, body));
            await api({ method: 'POST', path: `${setPath(zone)}/`, text, absent }, bound);
            if (met.another)
                throw new SetChanged();
        },
    });
}
/** Whether a batch was refused because the set isn't what it was. */
function isStale(status, body) {
    // That too ends in "already exists": another type has the name, and it will stay so.
    if (/conflicting RRSet/i.test(body))
        return false;
    return status === 400 && /do not match the current values|already exists|was not found/i.test(body);
}
/** The list begins at the name that is asked for, whether it is there or not. */
async function route53_findZone(api, name, bound) {
    const query = { dnsname: `${name}.`, maxitems: '10' };
    const xml = await api({ method: 'GET', path: 'hostedzonesbyname', query }, bound);
    const zone = xml_elements(xml, 'HostedZone').find((found) => nameIn(found) === name && firstElement(found, 'PrivateZone') !== 'true');
    return zone === undefined ? undefined : zoneIn(zone);
}
async function readZone(api, id, bound) {
    return zoneIn(await api({ method: 'GET', path: `hostedzone/${encodeURIComponent(id)}` }, bound));
}
function zoneIn(xml) {
    return apiZone(firstElement(xml, 'Id').replace('/hostedzone/', ''), nameIn(xml));
}
function changeOf(action, name, { values, ttlS }) {
    const records = values.map((value) => `<ResourceRecord><Value>${escaped(value)}</Value></ResourceRecord>`);
    const set = `<Name>${escaped(name)}.</Name><Type>TXT</Type><TTL>${ttlS}</TTL>` +
        `<ResourceRecords>${records.join('')}</ResourceRecords>`;
    return `<Change><Action>${action}</Action><ResourceRecordSet>${set}</ResourceRecordSet></Change>`;
}
function batchOf(changes) {
    return ('<?xml version="1.0" encoding="UTF-8"?>' +
        '<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">' +
        `<ChangeBatch><Changes>${changes.join('')}</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`);
}
/** Names come with what is no letter, digit, `-`, `_` or `.` as `\ooo`. */
function nameIn(xml) {
    const name = firstElement(xml, 'Name').replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(parseInt(octal, 8)));
    return canonicalName(unescaped(name));
}
function route53_explain(status, said) {
    if (/not authorized/i.test(said)) {
        return { problem: 'the credentials may not do this', hint: `Their policy has to allow ${route53_permission}.` };
    }
    const skew = explainSkew(said);
    if (skew)
        return skew;
    if (/token included in the request is (invalid|expired)|signature|security token/i.test(said)) {
        return {
            problem: 'the credentials are wrong or have expired',
            hint: 'Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the profile.',
        };
    }
    if (/conflicting RRSet/i.test(said)) {
        return {
            problem: 'a CNAME stands at that name',
            hint: 'Remove it, or let it lead to the name that should hold the record.',
        };
    }
    if (status === 400 && /rate exceeded|prior request/i.test(said)) {
        return { problem: 'too many requests', hint: 'Run again in a minute.', retryable: true };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/dns/providers/scaleway.js




const scaleway_permission = 'the permission set DomainsDNSFullAccess';
const scaleway_variables = [
    secretVariable('SCW_SECRET_KEY', 'Secret key of an API key', 'SCALEWAY_API_TOKEN'),
    optionalVariable('SCW_PROJECT_ID', 'Project whose zones are looked at; all of them if empty', {
        aliases: ['SCALEWAY_PROJECT_ID'],
    }),
    ttlVariable('SCW_TTL', 60),
];
/** Scaleway Domains and DNS, by its API v2beta1. */
const scaleway = {
    name: 'scaleway',
    title: 'Scaleway',
    documentation: 'https://go-acme.github.io/lego/dns/scaleway/',
    variables: scaleway_variables,
    permissions: `API key with ${scaleway_permission}`,
    verified: "Scaleway's SDK, Lexicon",
    configure(context) {
        const read = new CredentialReader(scaleway_variables, context);
        const key = read.secret('SCW_SECRET_KEY');
        const projectId = read.text('SCW_PROJECT_ID');
        const ttlS = read.ttl('SCW_TTL', 60);
        if (read.faults.length > 0 || !key)
            return { faults: read.faults };
        const baseUrl = new URL('https://api.scaleway.com/domain/v2beta1');
        const headers = { 'x-auth-token': key };
        const api = createJsonApi({ title: scaleway.title, baseUrl, headers, context, explain: scaleway_explain });
        return createScaleway(api, { ttlS, project: projectId === '' ? {} : { project_id: projectId } });
    },
};
function createScaleway(api, { ttlS, project }) {
    const records = (zone) => `dns-zones/${zone}/records`;
    const change = async ({ zone }, what, bound) => {
        const body = { changes: [what], return_all_records: false };
        await api({ method: 'PATCH', path: records(zone.id), body }, bound);
    };
    return providerOfRecords({
        title: scaleway.title,
        permission: scaleway_permission,
        zones: {
            async find(name, bound) {
                const query = { dns_zone: name, ...project };
                const { dns_zones: zones = [] } = (await api({ method: 'GET', path: 'dns-zones', query }, bound));
                const isIt = zones.some(({ domain, subdomain }) => [subdomain, domain].filter(Boolean).join('.') === name);
                return isIt ? apiZone(name, name) : undefined;
            },
        },
        list: ({ zone, label }, bound) => {
            let seen = 0;
            return allPages(async (page) => {
                const query = { name: label, type: 'TXT', page: String(page), page_size: '100' };
                const listed = (await api({ method: 'GET', path: records(zone.id), query }, bound));
                const given = listed.records ?? [];
                seen += given.length;
                const found = given.filter(({ name, type }) => name === label && type === 'TXT');
                return {
                    items: found.map(({ id, data }) => ({ id, value: data })),
                    more: given.length > 0 && seen < (listed.total_count ?? 0),
                };
            });
        },
        create: (place, value, bound) => {
            const record = { name: place.label, type: 'TXT', data: JSON.stringify(value), ttl: ttlS };
            return change(place, { add: { records: [record] } }, bound);
        },
        remove: (place, id, bound) => change(place, { delete: { id } }, bound),
    });
}
function scaleway_explain(status) {
    if (status === 401) {
        return {
            problem: 'the key is wrong',
            hint: 'Check SCW_SECRET_KEY (the secret, not the access key) and its expiry.',
        };
    }
    if (status !== 403)
        return undefined;
    return {
        problem: 'the key may not do this',
        hint: `The policy of SCW_SECRET_KEY's owner needs ${scaleway_permission} in the zone's project.`,
    };
}

;// CONCATENATED MODULE: ./build/dns/providers/tencentcloud.js






const tencentcloud_permission = 'dnspod:DescribeDomainList, and on the domain dnspod:DescribeRecordList, dnspod:CreateRecord and dnspod:DeleteRecord';
const tencentcloud_variables = [
    secretVariable('TENCENTCLOUD_SECRET_ID', 'SecretId'),
    secretVariable('TENCENTCLOUD_SECRET_KEY', 'SecretKey'),
    optionalVariable('TENCENTCLOUD_SESSION_TOKEN', 'Token of temporary credentials', { secret: true }),
    ttlVariable('TENCENTCLOUD_TTL', 600),
];
/** Tencent Cloud DNS, which is DNSPod by the cloud's API 3.0. */
const tencentcloud = {
    name: 'tencentcloud',
    aliases: ['qcloud'],
    title: 'Tencent Cloud DNS (DNSPod)',
    documentation: 'https://go-acme.github.io/lego/dns/tencentcloud/',
    variables: tencentcloud_variables,
    permissions: `CAM policy that allows ${tencentcloud_permission}`,
    verified: "Lexicon with Tencent's SDK; the published example of a signature",
    configure(context) {
        const read = new CredentialReader(tencentcloud_variables, context);
        const id = read.secret('TENCENTCLOUD_SECRET_ID');
        const key = read.secret('TENCENTCLOUD_SECRET_KEY');
        const token = read.secret('TENCENTCLOUD_SESSION_TOKEN');
        const ttlS = read.ttl('TENCENTCLOUD_TTL');
        if (read.faults.length > 0 || !id || !key)
            return { faults: read.faults };
        return createTencentCloud(tencentcloud_createCall({ id, key, token }, context), ttlS);
    },
};
function tencentcloud_createCall(keys, context) {
    const api = createJsonApi({
        title: 'Tencent Cloud',
        baseUrl: new URL('https://dnspod.tencentcloudapi.com'),
        headers: { 'x-tc-version': '2021-03-23', ...(keys.token ? { 'x-tc-token': keys.token } : {}) },
        secrets: [keys.id, keys.key],
        context,
        explain: tencentcloud_explain,
        statusOf: tencentcloud_statusOf,
        authorize: (outgoing) => {
            const timestamp = Math.floor(context.ports.clock.now() / 1000);
            const authorization = signTc3(keys, outgoing, { service: 'dnspod', timestamp });
            return Promise.resolve({ authorization, 'x-tc-timestamp': String(timestamp) });
        },
    });
    return async (action, body, bound) => {
        const headers = { 'x-tc-action': action };
        const answer = await api({ method: 'POST', path: '', body, headers, absent: notFound }, bound);
        return answer?.Response;
    };
}
/**
 * Signs a request as Tencent Cloud's "Signature Algorithm v3" says: host and content type alone are signed headers.
 * @param timestamp seconds
 */
function signTc3({ id, key }, { method, url, body = '', headers }, { service, timestamp }) {
    const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
    const lines = `content-type:${headers['content-type'] ?? 'application/json'}\nhost:${url.host}\n`;
    const canonical = [method, url.pathname, '', lines, 'content-type;host', tencentcloud_sha256(body)].join('\n');
    const scope = `${date}/${service}/tc3_request`;
    const text = ['TC3-HMAC-SHA256', timestamp, scope, tencentcloud_sha256(canonical)].join('\n');
    const signingKey = [date, service, 'tc3_request'].reduce(tencentcloud_hmac, `TC3${key.reveal()}`);
    const signature = tencentcloud_hmac(signingKey, text).toString('hex');
    const credential = `Credential=${id.reveal()}/${scope}`;
    return new base_secret/* Secret */.z(`TC3-HMAC-SHA256 ${credential}, SignedHeaders=content-type;host, Signature=${signature}`);
}
function tencentcloud_sha256(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
}
function tencentcloud_hmac(key, text) {
    return (0,external_node_crypto_.createHmac)('sha256', key).update(text).digest();
}
function createTencentCloud(call, ttlS) {
    return providerOfRecords({
        title: 'Tencent Cloud',
        permission: tencentcloud_permission,
        zones: {
            list: (bound) => allPages(async (_, given) => {
                const listed = await call('DescribeDomainList', { Offset: given, Limit: 1000 }, bound);
                const found = listed?.DomainList ?? [];
                const items = found.map(({ Name: name, Punycode: ascii }) => apiZone(name, ascii || name));
                const total = listed?.DomainCountInfo?.AllTotal ?? 0;
                return { items, more: items.length > 0 && given + items.length < total };
            }),
        },
        list: ({ zone, label }, bound) => allPages(async (_, given) => {
            const at = { Domain: zone.id, Subdomain: label || '@', RecordType: 'TXT' };
            const listed = await call('DescribeRecordList', { ...at, Offset: given, Limit: 1000 }, bound);
            const found = listed?.RecordList ?? [];
            const items = found.map(({ RecordId: id, Value: value }) => ({ id: String(id), value }));
            const total = listed?.RecordCountInfo?.TotalCount ?? 0;
            return { items, more: items.length > 0 && given + items.length < total };
        }),
        async create({ zone, label }, value, bound) {
            const at = { Domain: zone.id, SubDomain: label || '@', RecordType: 'TXT' };
            // The standard line, which is called so in every language.
            await call('CreateRecord', { ...at, RecordLine: '默认', Value: value, TTL: ttlS }, bound);
        },
        async remove({ zone }, id, bound) {
            await call('DeleteRecord', { Domain: zone.id, RecordId: Number(id) }, bound);
        },
    });
}
/** What is to be removed is gone, what is to be there is there, what is listed is nothing. */
const soAlready = /^(ResourceNotFound\.NoDataOf(Record|Domain)|InvalidParameter\.(RecordIdInvalid|DomainRecordExist))$/;
/** Every answer is an HTTP 200; what went wrong stands in it as a code. */
function tencentcloud_statusOf({ status, body }) {
    const code = /"Error"\s*:\s*\{[^}]*"Code"\s*:\s*"([\w.]+)"/.exec(body)?.[1];
    if (status !== 200 || code === undefined)
        return status;
    // `LimitExceeded.*` is about the record or the domain, and stays.
    if (/^RequestLimitExceeded/.test(code))
        return 429;
    if (/^(AuthFailure\.UnauthorizedOperation|UnauthorizedOperation|OperationDenied)/.test(code))
        return 403;
    if (/^AuthFailure/.test(code))
        return 401;
    if (/^InternalError/.test(code))
        return 500;
    return soAlready.test(code) ? 404 : 400;
}
function tencentcloud_explain(status, said) {
    if (status === 401) {
        const hint = 'Check TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and, when they are temporary, TENCENTCLOUD_SESSION_TOKEN.';
        return { problem: 'the credentials are wrong or have expired', hint };
    }
    if (status === 403) {
        return {
            problem: 'the credentials may not do this',
            hint: `Their CAM policy has to allow ${tencentcloud_permission}.`,
        };
    }
    if (status === 400 && /TTL/i.test(said)) {
        return {
            problem: 'the TTL is refused',
            hint: 'Raise TENCENTCLOUD_TTL to what your plan allows, mostly 600.',
        };
    }
    return status === 400
        ? {
            problem: 'the request was refused',
            hint: 'What Tencent Cloud said names the reason; look at the domain there.',
        }
        : undefined;
}

;// CONCATENATED MODULE: ./build/dns/providers/vultr.js




const vultr_permission = "the user's right Manage DNS, and the runner's address in the key's access control";
const vultr_variables = [
    secretVariable('VULTR_API_KEY', 'API key'),
    ttlVariable('VULTR_TTL', 120),
];
/** Vultr, by its API v2. */
const vultr = {
    name: 'vultr',
    title: 'Vultr',
    documentation: 'https://go-acme.github.io/lego/dns/vultr/',
    variables: vultr_variables,
    permissions: `API key with ${vultr_permission}`,
    verified: 'Lexicon',
    configure(context) {
        const read = new CredentialReader(vultr_variables, context);
        const headers = { authorization: read.authorization('VULTR_API_KEY') };
        const ttlS = read.ttl('VULTR_TTL', 120);
        if (read.faults.length > 0)
            return { faults: read.faults };
        const baseUrl = new URL('https://api.vultr.com/v2');
        return createVultr(createJsonApi({ title: vultr.title, baseUrl, headers, context, explain: vultr_explain }), ttlS);
    },
};
function createVultr(api, ttlS) {
    /** Reads all pages of a list; the API leads from one to the next by a cursor. */
    const readAll = async (path, bound) => {
        const pages = [];
        for (let cursor = ''; cursor !== undefined;) {
            const query = { per_page: '500', ...(cursor === '' ? {} : { cursor }) };
            const page = (await api({ method: 'GET', path, query }, bound));
            pages.push(page);
            cursor = page.meta?.links?.next || undefined;
        }
        return pages;
    };
    const records = (zone) => `domains/${zone.id}/records`;
    return providerOfRecords({
        title: vultr.title,
        permission: vultr_permission,
        zones: {
            list: async (bound) => (await readAll('domains', bound)).flatMap(({ domains = [] }) => domains.map(({ domain }) => apiZone(domain, domain))),
        },
        list: async ({ zone, label }, bound) => (await readAll(records(zone), bound))
            .flatMap((page) => page.records ?? [])
            .filter(({ type, name }) => type === 'TXT' && name === label)
            .map(({ id, data }) => ({ id, value: data })),
        async create({ zone, label }, value, bound) {
            const body = { type: 'TXT', name: label, data: JSON.stringify(value), ttl: ttlS, priority: 0 };
            await api({ method: 'POST', path: records(zone), body }, bound);
        },
        async remove({ zone }, id, bound) {
            await api({ method: 'DELETE', path: `${records(zone)}/${id}`, absent: notFound }, bound);
        },
    });
}
function vultr_explain(status, said) {
    if (status !== 401 && status !== 403)
        return undefined;
    return /IP|unauthorized ip/.test(said)
        ? {
            problem: "the key is not allowed from the runner's address",
            hint: "Add it to the key's access control, or allow any IPv4 and IPv6 address there.",
        }
        : {
            problem: 'the key is wrong or may not do this',
            hint: `Check VULTR_API_KEY; it needs ${vultr_permission}.`,
        };
}

;// CONCATENATED MODULE: ./build/dns/registry.js


























/** Every DNS provider there is, by name. */
const providerSpecs = [
    acmeDns,
    alidns,
    azuredns,
    certbot,
    cloudflare,
    dehydrated,
    desec,
    digitalocean,
    dnsimple,
    dnspod,
    exec,
    gandiv5,
    gcloud,
    hetzner,
    httpreq,
    linode,
    ovh,
    pdns,
    porkbun,
    rfc2136,
    route53,
    scaleway,
    tencentcloud,
    vultr,
];
/** Finds a provider by its name or alias, in any case; undefined when there is none. */
function findProvider(name) {
    const wanted = name.trim().toLowerCase();
    return providerSpecs.find((spec) => namesOf(spec).includes(wanted)) ?? findForeign(wanted);
}
/** The provider's name or alias that an unknown word most likely means; undefined when none is near. */
function nearestProvider(word) {
    return (0,base_nearest/* nearestOf */.q)(word.trim().toLowerCase(), providerSpecs.flatMap(namesOf));
}
/** The registry as the settings see it. */
const providers = {
    names: [...providerSpecs.map(({ name }) => name), ...foreignNames],
    find: findProvider,
    nearest: nearestProvider,
};
function namesOf({ name, aliases = [] }) {
    return [name, ...aliases];
}


/***/ })

};
