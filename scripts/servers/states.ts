/** A resource of RFC 8555 7.1 as JSON, as far as the states go. */
type Resource = Record<string, unknown> & { status?: string; challenges?: readonly Resource[] };

/** An order (RFC 8555 7.1.3) that is still being issued, when it is issued; anything else as it is. */
export function stillProcessing(json: unknown): unknown {
  if (!isResource(json) || json['finalize'] === undefined || json.status !== 'valid') return json;
  return without({ ...json, status: 'processing' }, ['certificate']);
}

/** An order, authorization or challenge whose validation isn't over, when it is; anything else as it is. */
export function stillPending(json: unknown): unknown {
  if (!isResource(json) || json.status === undefined) return json;
  if (json['finalize'] !== undefined) {
    const over = ['ready', 'invalid'].includes(json.status);
    return over ? without({ ...json, status: 'pending' }, ['error']) : json;
  }
  if (!['valid', 'invalid'].includes(json.status)) return json;
  const pending = without({ ...json, status: 'pending' }, ['validated', 'error']);
  return json.challenges === undefined
    ? pending
    : { ...pending, challenges: json.challenges.map(stillPending) };
}

function isResource(json: unknown): json is Resource {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function without(resource: Resource, names: readonly string[]): Resource {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => !names.includes(name)));
}
