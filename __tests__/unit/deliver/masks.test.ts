import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { Secret } from '../../../src/base/secret.ts';
import { generateKey } from '../../../src/certificate/keys.ts';
import { writePem } from '../../../src/certificate/pem.ts';
import { masksOf } from '../../../src/deliver/masks.ts';
import { runnerMasker, type RunnerMasker } from '../../fakes/runner-masker.ts';

/** So many characters of a secret in a row count as a leak: a chance find is one in 2^36. */
const leak = 6;

const wrap = (text: string, columns: number) =>
  (text.match(new RegExp(`.{1,${columns}}`, 'g')) ?? []).join('\n');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const derOf = (pem: string) => createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });

/** Every way in which a later step may print the key, and how a reader would get the PEM's or DER's bytes back. */
const forms: Readonly<Record<string, (pem: string) => string>> = {
  'as written': (pem) => pem,
  'with CRLF': (pem) => pem.replaceAll('\n', '\r\n'),
  indented: (pem) => pem.replace(/^/gm, '    '),
  'in JSON': (pem) => JSON.stringify({ key: pem }),
  'line ends escaped twice': (pem) => JSON.stringify(JSON.stringify(pem)),
  'in a URI': (pem) => encodeURIComponent(pem),
  'DER in base64': (pem) => derOf(pem).toString('base64'),
  'base64 of the PEM': (pem) => base64(pem),
  'base64 of the PEM, wrapped': (pem) => wrap(base64(pem), 76),
  'base64 of a longer text': (pem) => `${base64(`x${pem}`)} ${base64(`xy${pem}`)} ${base64(`xyz${pem}y`)}`,
  'base64 of the DER in base64': (pem) => base64(derOf(pem).toString('base64')),
};

/** The secret numbers of a key, each as the stretch of the PEM's text that shows it. */
function secretsOf(pem: string): string[] {
  const der = derOf(pem);
  const { d, p, q, dp, dq, qi } = createPrivateKey(pem).export({ format: 'jwk' });
  return [d, p, q, dp, dq, qi]
    .filter((number) => number !== undefined)
    .map((number) => {
      const bytes = Buffer.from(number, 'base64url');
      const at = der.indexOf(bytes);
      assert.ok(at > 0);
      return der.toString('base64').slice(Math.ceil((at * 4) / 3), Math.floor(((at + bytes.length) * 4) / 3));
    });
}

/** All stretches of a secret, in every encoding of `forms`, that may not be legible. */
function forbidden(pem: string): Set<string> {
  const stretches = new Set<string>();
  const add = (text: string) => {
    for (let at = 0; at + leak <= text.length; at += 1) stretches.add(text.slice(at, at + leak));
  };
  const lines = pem.split('\n').slice(1, -2).join('\n');
  for (const secret of secretsOf(pem)) {
    add(secret);
    // As it stands in the PEM, where a line may end in it, and from each place in the base64 of that.
    const at = lines.replaceAll('\n', '').indexOf(secret);
    const [from, to] = [at, at + secret.length].map((place) => place + Math.floor(place / 64));
    const inLines = lines.slice(from, to);
    assert.equal(inLines.replaceAll('\n', ''), secret);
    for (const skip of [0, 1, 2]) {
      for (const text of [inLines, secret])
        add(base64(text.slice(skip, text.length - ((text.length - skip) % 3))));
    }
  }
  return stretches;
}

const keys: Record<string, Secret> = {};
before(async () => {
  const { signal } = new AbortController();
  for (const type of ['ec256', 'ec384', 'rsa2048'] as const) keys[type] = await generateKey(type, signal);
});

function maskerFor(key: Secret): RunnerMasker {
  const masker = runnerMasker();
  for (const mask of masksOf(key)) masker.addMask(mask);
  return masker;
}

const keyFor = (type: string): Secret => keys[type] ?? assert.fail();

for (const type of ['ec256', 'ec384', 'rsa2048']) {
  describe(`masksOf an ${type} key`, () => {
    for (const [name, form] of Object.entries(forms)) {
      it(`hides it ${name}`, () => {
        const pem = keyFor(type).reveal();
        const secrets = forbidden(pem);
        const leaks = (text: string) => {
          const joined = text
            .replace(/\s+|(\\+r)?\\+n|%0A/g, '')
            .replaceAll('%2B', '+')
            .replaceAll('%2F', '/');
          for (let at = 0; at + leak <= joined.length; at += 1) {
            if (secrets.has(joined.slice(at, at + leak))) return joined.slice(at, at + leak);
          }
          return undefined;
        };
        assert.notEqual(leaks(form(pem)), undefined, 'the test sees the key where nothing is masked');
        assert.equal(leaks(maskerFor(keyFor(type)).show(form(pem))), undefined);
      });
    }

    it('leaves a certificate with its public key legible, wherever the key stands in it', () => {
      const masker = maskerFor(keyFor(type));
      const spki = createPublicKey(keyFor(type).reveal()).export({ type: 'spki', format: 'der' });
      for (let offset = 0; offset < 48; offset += 1) {
        const before = Buffer.alloc(offset, 7);
        const certificate = writePem('CERTIFICATE', Buffer.concat([before, spki, Buffer.alloc(200, 9)]));
        for (const text of [certificate, base64(certificate), wrap(base64(certificate), 76)]) {
          assert.ok(masker.passesAsJobOutput(text), `offset ${offset}`);
        }
      }
    });

    it('leaves the ordinary lines of a log legible', () => {
      const masker = maskerFor(keyFor(type));
      const { pem: other } = {
        pem: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
      };
      const lines = [
        '-----BEGIN PRIVATE KEY-----',
        '-----END PRIVATE KEY-----',
        base64('-----BEGIN PRIVATE KEY-----\n'),
        base64('-----END PRIVATE KEY-----\n'),
        base64('=\n-----END PRIVATE KEY-----\n'),
        'Order is ready: https://ca.example/order/1',
        '= == === a+b/c MII AgEA',
        ...String(other).split('\n'),
      ];
      for (const line of lines) assert.equal(masker.show(line), line);
    });

    it('gives single lines that are long enough to mean something', () => {
      const masks = masksOf(keyFor(type));
      for (const mask of masks) assert.match(mask, /^[A-Za-z0-9+/=]{16,}$/);
      assert.equal(new Set(masks).size, masks.length);
    });
  });
}

describe('masksOf a key with a short last line', () => {
  it("doesn't make a mask of that line alone", () => {
    for (;;) {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
      const tail = pem.split('\n').at(-3) ?? '';
      if (tail.length >= 16) continue;
      const masks = masksOf(new Secret(pem));
      assert.ok(!masks.some((mask) => tail.startsWith(mask)));
      assert.ok(masks.some((mask) => mask.endsWith(tail)));
      break;
    }
  });
});
