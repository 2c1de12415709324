import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { route53 } from '../../../../src/dns/providers/route53.ts';
import { fakeHttp, providerContext } from '../../../fakes/dns-context.ts';
import { configured, failureOf, openBound } from '../../../fakes/dns-provider.ts';

const name = '_acme-challenge.example.com';
const keys = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'sesame', AWS_HOSTED_ZONE_ID: 'Z1' };
const zone = '<HostedZone><Id>/hostedzone/Z1</Id><Name>example.com.</Name></HostedZone>';
const refusal = (message: string) =>
  `<ErrorResponse><Error><Code>Refused</Code><Message>${message}</Message></Error></ErrorResponse>`;

describe('route53', () => {
  it('asks once where a CNAME has the name, and says so', async () => {
    const said =
      `[RRSet of type TXT with DNS name ${name}. is not permitted because a conflicting RRSet of type  CNAME ` +
      'with the same DNS name already exists in zone example.com.]';
    const http = fakeHttp(({ method, url }) =>
      method === 'POST'
        ? { status: 400, body: refusal(said) }
        : { body: url.includes('/rrset') ? '<ListResourceRecordSetsResponse/>' : zone },
    );
    const provider = configured(route53, providerContext(keys, { ports: { http } }));
    const error = await failureOf(provider.present({ name, value: 'v' }, openBound()));
    assert.match(error.message, /a CNAME stands at that name .*conflicting RRSet/);
    assert.match(error.details.hint ?? '', /Remove it, or let it lead/);
    assert.equal(http.requests.length, 3);
  });

  for (const [said, service] of [
    ['Signature expired: 20261122T101500Z is now earlier than 20261122T111000Z (... - 5 min.)', {}],
    [
      'Signature not yet current: 20261122T121500Z is still later than 20261122T111000Z (... + 5 min.)',
      { AWS_ASSUME_ROLE_ARN: 'arn:aws:iam::1:role/x' },
    ],
  ] as const) {
    it(`sends to the clock first: ${said.slice(0, 30)}`, async () => {
      const http = fakeHttp(() => ({ status: 403, body: refusal(said) }));
      const context = providerContext({ ...keys, ...service }, { ports: { http } });
      const error = await failureOf(configured(route53, context).present({ name, value: 'v' }, openBound()));
      assert.match(error.message, /clock is wrong/);
      assert.match(error.details.hint ?? '', /^Check the runner's clock first/);
    });
  }
});
