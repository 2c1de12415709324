import { once } from 'node:events';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { startMoto, type Moto } from '../../../scripts/servers/moto.ts';
import { elements, firstElement, unescaped } from '../../../src/dns/aws/xml.ts';
import type { FakeRequest, HostedApi, Reply } from './fake-api.ts';

/** An account of AWS in moto, with a zone, a user and a role that may do no more than they are given. */
export interface MotoAccount {
  api: HostedApi;
  keys: { id: string; secret: string };
  roleArn: string;
  zoneId: string;
  /** The TXT values at a name, sorted. */
  values(name: string): Promise<string[]>;
  stop(): Promise<void>;
}

export interface AccountOptions {
  zone: string;
  /** What the user and the role are allowed, by IAM's names of actions. */
  actions: readonly string[];
}

/** Makes the account; undefined where there is no Python. From then on moto checks signatures and rights. */
export async function startMotoAccount({ zone, actions }: AccountOptions): Promise<MotoAccount | undefined> {
  const moto = await startMoto();
  if (moto === undefined) return undefined;
  const iam = (fields: Record<string, string>) =>
    ask(moto, 'iam', new URLSearchParams({ ...fields, Version: '2010-05-08' }).toString());
  const policy = (statement: object) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

  const zoneIds = await Promise.all(
    [zone, 'another.test'].map(async (name) => {
      const body = `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>${name}</Name><CallerReference>${name}</CallerReference></CreateHostedZoneRequest>`;
      const made = await ask(moto, 'route53', body, '/2013-04-01/hostedzone');
      return firstElement(made, 'Id').replace('/hostedzone/', '');
    }),
  );
  await iam({ Action: 'CreateUser', UserName: 'runner' });
  const allowed = { Action: [...actions, 'sts:AssumeRole'], Resource: '*' };
  await iam({
    Action: 'PutUserPolicy',
    UserName: 'runner',
    PolicyName: 'dns',
    PolicyDocument: policy(allowed),
  });
  const key = await iam({ Action: 'CreateAccessKey', UserName: 'runner' });
  const trust = { Action: 'sts:AssumeRole', Principal: { AWS: '*' } };
  const role = await iam({ Action: 'CreateRole', RoleName: 'dns', AssumeRolePolicyDocument: policy(trust) });
  const rights = policy({ Action: actions, Resource: '*' });
  await iam({ Action: 'PutRolePolicy', RoleName: 'dns', PolicyName: 'dns', PolicyDocument: rights });
  await moto.enforce(0);

  const zoneId = zoneIds[0] ?? '';
  return {
    api: {
      hosts: ['route53.amazonaws.com', 'sts.amazonaws.com'],
      answer: (request) => answer(moto, request),
    },
    keys: { id: firstElement(key, 'AccessKeyId'), secret: firstElement(key, 'SecretAccessKey') },
    roleArn: firstElement(role, 'Arn'),
    zoneId,
    async values(name) {
      await moto.enforce(1);
      const xml = await ask(moto, 'route53', undefined, `/2013-04-01/hostedzone/${zoneId}/rrset`);
      const set = elements(xml, 'ResourceRecordSet').find(
        (one) => firstElement(one, 'Name') === `${name}.` && firstElement(one, 'Type') === 'TXT',
      );
      return elements(set ?? '', 'Value')
        .map((value) => unescaped(value).replaceAll('"', ''))
        .sort();
    },
    stop: () => moto.stop(),
  };
}

/** The one action that isn't signed is let through by count. */
async function answer(moto: Moto, request: FakeRequest): Promise<Reply> {
  if (request.body.includes('Action=AssumeRoleWithWebIdentity&')) await moto.enforce(1);
  return forward(moto, request);
}

async function ask(moto: Moto, service: string, body?: string, path = '/'): Promise<string> {
  const reply = await forward(moto, {
    method: body === undefined ? 'GET' : 'POST',
    url: new URL(path, `https://${service}.amazonaws.com`),
    headers: {
      host: `${service}.amazonaws.com`,
      // It tells its services by the scope of the signature, which it doesn't look at here.
      authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=none`,
      ...(body === undefined
        ? {}
        : { 'content-type': body.startsWith('<') ? 'application/xml' : 'application/x-www-form-urlencoded' }),
    },
    body: body ?? '',
  });
  if (reply.status >= 300) throw new Error(`moto answered ${reply.status} to ${path} ${String(reply.body)}`);
  return String(reply.body);
}

/** As it came, with the name of the host that it was for. */
async function forward(moto: Moto, { method, url, headers, body }: FakeRequest): Promise<Reply> {
  const sent = http.request(new URL(`${url.pathname}${url.search}`, moto.url), { method, headers });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [http.IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response) };
}
