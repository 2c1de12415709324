/** Whom a property lets issue, and under which conditions. */
export interface IssueValue {
  /** Lower case; empty: nobody. */
  issuer: string;
  /** By their tags in lower case. */
  parameters: ReadonlyMap<string, string>;
}

/** What a CA can't read, it takes for a property that lets nobody issue (RFC 8659 4.2). */
export type ReadIssueValue = IssueValue | { malformed: string };

const issuerName = /^[a-z0-9](-*[a-z0-9])*(\.[a-z0-9](-*[a-z0-9])*)*$/;
const parameter = /^([a-z0-9](?:-*[a-z0-9])*)[ \t]*=[ \t]*([\x21-\x3a\x3c-\x7e]*)$/i;

/** Reads the value of `issue` and `issuewild` properties (RFC 8659 4.2), and of dns-persist-01 records, alike. */
export function parseIssueValue(text: string): ReadIssueValue {
  const [first = '', ...rest] = text.split(';').map((part) => part.replace(/^[ \t]+|[ \t]+$/g, ''));
  const issuer = first.toLowerCase();
  if (issuer !== '' && !issuerName.test(issuer)) return { malformed: `${quoted(first)} is no domain name` };
  const parameters = new Map<string, string>();
  // After the first semicolon there may be nothing.
  for (const part of rest.length === 1 && rest[0] === '' ? [] : rest) {
    const [, tag, value] = parameter.exec(part) ?? [];
    if (tag === undefined || value === undefined) return { malformed: `${quoted(part)} is no parameter` };
    if (parameters.has(tag.toLowerCase())) return { malformed: `the parameter ${tag} stands there twice` };
    parameters.set(tag.toLowerCase(), value);
  }
  return { issuer, parameters };
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}
