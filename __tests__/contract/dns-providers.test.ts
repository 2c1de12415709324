import { bindTarget, execTarget, httpreqTarget, powerDnsTarget, type Target } from '../fakes/dns-targets.ts';
import { describeContract } from './provider-suite.ts';

const targets: Record<string, { provider: string; start: () => Promise<Target> }> = {
  'rfc2136 on BIND with hmac-sha256': { provider: 'rfc2136', start: () => bindTarget('hmac-sha256') },
  'rfc2136 on BIND with hmac-sha512': { provider: 'rfc2136', start: () => bindTarget('hmac-sha512') },
  'pdns on PowerDNS': { provider: 'powerdns', start: powerDnsTarget },
  'httpreq on a server': { provider: 'httpreq', start: httpreqTarget },
  'exec with a script': { provider: 'exec', start: execTarget },
};

for (const [title, target] of Object.entries(targets)) describeContract(title, target);
