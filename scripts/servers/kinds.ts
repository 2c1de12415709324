/** What a request asks of the CA, by RFC 8555's names of resources. */
export type RequestKind =
  | 'dir'
  | 'newNonce'
  | 'newAccount'
  | 'account'
  | 'newOrder'
  | 'order'
  | 'authz'
  | 'challenge'
  | 'finalize'
  | 'cert'
  | 'keyChange'
  | 'revoke'
  | 'ari'
  | 'other';

/** Pebble's paths, by their beginning. */
const paths: readonly (readonly [string, RequestKind])[] = [
  ['/dir', 'dir'],
  ['/nonce-plz', 'newNonce'],
  ['/sign-me-up', 'newAccount'],
  ['/my-account/', 'account'],
  ['/list-orderz/', 'account'],
  ['/order-plz', 'newOrder'],
  ['/my-order/', 'order'],
  ['/authZ/', 'authz'],
  ['/chalZ/', 'challenge'],
  ['/finalize-order/', 'finalize'],
  ['/certZ/', 'cert'],
  ['/rollover-account-key', 'keyChange'],
  ['/revoke-cert', 'revoke'],
  ['/draft-ietf-acme-ari', 'ari'],
];

/** What Pebble serves at a path. */
export function kindOf(path: string): RequestKind {
  return paths.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'other';
}
