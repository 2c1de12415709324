import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError, ConfigError, errorCodes } from '../../../src/base/errors.ts';
import { outcomes, type RunResult } from '../../../src/report/outcome.ts';
import { failedRun } from '../../../src/report/result.ts';
import { renderSummary, summaryLimit } from '../../../src/report/summary.ts';
import {
  anyError,
  certificateResult,
  failedResult,
  propagationTimeout,
  misconfigured,
  now,
  orderTimeout,
  runResult,
  thousand,
  threeWell,
  troubled,
  validationFailed,
} from './samples.ts';

const textOf = (page: string) =>
  page
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)))
    .replace(/\u200b/g, '')
    .replace(/ +/g, ' ');

/** What the page is made of: headings of ours, and HTML blocks with nothing but these tags. */
function assertSound(page: string): void {
  for (const block of page.trimEnd().split('\n\n')) {
    if (/^#{2,3} /.test(block)) {
      assert.match(block, /^#{2,3} [^<>|`[\]@&\n]*$/);
      continue;
    }
    assert.match(block, /^<(p|table|ul|ol|details|blockquote|hr)[ >]/, block.slice(0, 80));
    const rest = block.replace(
      /<\/?(p|b|br|hr|sub|ul|ol|li|table|tr|td|code|details|summary|blockquote|a)>|<th align="left">|<details open>|<\/th>|<a href="https&#58;[^"<>\s]*">/g,
      '',
    );
    assert.doesNotMatch(rest, /[<>"`|*_[\]@#\\](?!\d+;)/, 'no character that markup is made of');
    const opened =
      block.match(/<(p|b|sub|ul|ol|li|table|tr|td|th|code|details|summary|blockquote|a)\b/g) ?? [];
    assert.equal(opened.length, (block.match(/<\//g) ?? []).length, `balanced: ${block.slice(0, 200)}`);
  }
}

describe('renderSummary', () => {
  it('says that all is well, what became of each, and which ends first', () => {
    const text = textOf(renderSummary(threeWell, now));
    assert.match(text, /^## ✅ 3 certificates, all well/);
    assert.match(text, /1 renewed, 1 issued, 1 unchanged in 42 s of the 10 min allowed/);
    assert.match(text, /First to expire: example\.com on 2026-11-03 \(89 days left\)/);
    assert.match(text, /_wildcard\.example\.net : The CA has no chain/);
    assert.match(text, /Mode renew \(event schedule\), CA letsencrypt/);
  });

  it('shows dates, serial, fingerprint, key, files and the time of each phase', () => {
    const text = textOf(renderSummary(runResult(), now));
    for (const part of ['03A1B2C3D4E5F60718293A4B5C6D7E8F9012', '10:17:1E', 'ec256', 'privkey.pem', 'E7']) {
      assert.ok(text.includes(part), part);
    }
    assert.match(text, /propagation waiting for DNS █+\S* 9\.3 s 2 %/);
    assert.match(text, /in all 17 s 3 %/);
  });

  it('puts failures first, with what happened, what to do and what happens next', () => {
    const page = renderSummary(troubled, now);
    const text = textOf(page);
    assert.match(text, /^## ❌ 2 of 4 certificates failed/);
    const order = [
      'The CA did not issue in time',
      'What happened',
      'What to do',
      'What happens next',
      '### Certificates',
    ];
    const places = order.map((part) => text.indexOf(part));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.ok(!places.includes(-1));
    for (const { identifier, reason } of validationFailed.details.identifiers ?? []) {
      assert.ok(text.includes(identifier) && text.includes(reason), identifier);
    }
    assert.ok(text.includes(orderTimeout.details.url ?? '-'));
    assert.match(text, /⏳ The CA's rate limit is reached/);
  });

  it('does not say which certificate ends first when some are unknown', () => {
    assert.doesNotMatch(renderSummary(troubled, now), /First to expire/);
  });

  it('lists every fault of the settings with its remedy', () => {
    const text = textOf(renderSummary(misconfigured, now));
    assert.match(text, /^## ❌ Failed: the settings need correction/);
    for (const part of ['-bad-.example', 'letsencript', '10 minutes', 'PDNS_API_KEY', '1h30m']) {
      assert.ok(text.includes(part), part);
    }
  });

  it('shows a run that never learned its settings without inventing a CA or a budget', () => {
    const page = renderSummary(failedRun(anyError('config'), now), now);
    assert.doesNotMatch(textOf(page), /CA none|of timeout|NaN/);
    assertSound(page);
  });

  it('has a page for every code and every outcome', () => {
    for (const code of errorCodes) {
      assertSound(renderSummary(runResult({ certificates: [failedResult(anyError(code))] }), now));
    }
    for (const outcome of outcomes) {
      const page = renderSummary(runResult({ certificates: [certificateResult({ outcome })] }), now);
      assert.ok(page.includes(outcome));
      assertSound(page);
    }
    assert.match(renderSummary(runResult({ certificates: [] }), now), /Nothing to do/);
  });

  it('says when certificates come from a test CA', () => {
    const ca = { name: 'letsencrypt-staging', directoryUrl: 'https://x.example/', staging: true };
    assert.match(renderSummary(runResult({ ca }), now), /test CA: no browser trusts/);
  });

  it('counts short lives in hours and names what has expired', () => {
    const ending = (leftMs: number) => {
      const whole = certificateResult();
      const certificate = whole.certificate && { ...whole.certificate, notAfterMs: now + leftMs };
      return renderSummary(
        runResult({ certificates: [{ ...whole, ...(certificate && { certificate }) }] }),
        now,
      );
    };
    assert.match(ending(31.5 * 3_600_000), /31 hours left/);
    assert.match(ending(-3.2 * 86_400_000), /expired 3 days ago/);
  });
});

const hostile = [
  '</td></table></code></details>',
  '<img src=x onerror=alert(1)><script>alert(1)</script>',
  '\n\n# Forged heading\n\n[click](https://evil.example) ![x](https://evil.example/p.png)',
  '| a | b |\n|---|---|\n| `x` |',
  '`` ``` ~~~ **bold** _it_ \\` &lt;b&gt; &amp;',
  '@octocat #1 GH-1 https://evil.example www.evil.example mailto:x@evil.example',
  '\u202Egnp.exe\u0000\u0007\u001b[31m\u2028 <!-- --> ]]> "\'',
].join(' ');

function hostileRun(): RunResult {
  const details = {
    hint: hostile,
    url: `https://evil.example/${hostile}`,
    link: `https://evil.example/${hostile}`,
    lastStatus: hostile,
    also: [hostile],
    identifiers: [{ identifier: hostile, reason: hostile }],
  };
  const one = certificateResult();
  const issuer = one.certificate && {
    ...one.certificate,
    issuer: hostile,
    serial: hostile,
    fingerprint: hostile,
  };
  return runResult({
    mode: { name: hostile, because: hostile },
    ca: { name: hostile, directoryUrl: hostile, staging: true },
    directory: hostile,
    notices: [hostile],
    error: new ConfigError([{ input: hostile, value: hostile, problem: hostile, remedy: hostile }]),
    certificates: [
      ...errorCodes.map((code) =>
        failedResult(new AppError(code, hostile, details), {
          name: hostile,
          domains: Array(9).fill(hostile) as string[],
        }),
      ),
      {
        ...one,
        name: hostile,
        domains: [hostile],
        reason: hostile,
        keyType: hostile,
        profile: hostile,
        paths: { [hostile]: hostile },
        warnings: [hostile],
        ...(issuer && { certificate: issuer }),
      },
    ],
  });
}

describe('renderSummary with hostile values', () => {
  const page = renderSummary(hostileRun(), now);

  it('lets nothing from outside become markup', () => assertSound(page));

  it('lets no mention, reference, heading or address live', () => {
    const outsideCode = page.replace(/<code>[^<]*<\/code>/g, '');
    assert.doesNotMatch(page, /<(img|script)|^# Forged/im);
    assert.doesNotMatch(outsideCode, /@octocat|&#64;octocat|&#35;1\b|&#58;\/\/evil|href="[^"]*evil/);
    assert.doesNotMatch(page, /[\u0000-\u0009\u000b-\u001f\u2028\u202e]/);
  });

  it('still shows what was said', () => {
    assert.match(textOf(page), /<img src=x onerror=alert\(1\)>/);
  });
});

describe('renderSummary of records that do not appear', () => {
  const page = (error: AppError) => renderSummary(runResult({ certificates: [failedResult(error)] }), now);

  it('shows in a table what each name server answered', () => {
    const html = page(propagationTimeout);
    assertSound(html);
    const rows = Array.from(html.matchAll(/<tr>(.*)<\/tr>/g), ([, row]) => row ?? '').map(textOf);
    const own = rows.filter((row) => /dns\.example|_acme/.test(row));
    assert.equal(own.length, 8);
    assert.match(
      own[0] ?? '',
      /_acme-challenge\.example\.org.*zone example\.org.*ns1.*192\.0\.2\.1.*✅.*has it/,
    );
    assert.match(own[2] ?? '', /^\s*ns2\.dns\.example.*198\.51\.100\.2:5353.*❌.*1 of 2 values/);
    assert.match(own[4] ?? '', /_acme-challenge\.shop\.example\.org/);
  });

  it('counts the answers for which there is no room', () => {
    const { servers = [] } = propagationTimeout.details;
    const many = Array.from({ length: 20 }, () => servers).flat();
    const html = page(new AppError('dns-propagation-timeout', 'No', { servers: many }));
    assert.match(textOf(html), /and 120 more answers/);
  });
});

describe('renderSummary of very much', () => {
  it('shows a thousand certificates with the failed ones first and counts what is left out', () => {
    const page = renderSummary(thousand, now);
    assertSound(page);
    const text = textOf(page);
    assert.match(text, /## ❌ 30 of 1,000 certificates failed/);
    assert.match(text, /20 certificates: tenant-0007/, 'the same failure is told once');
    assert.equal(page.match(/### ❌ The CA did not issue in time/g)?.length, 1);
    assert.match(text, /And 500 certificates not shown here: 500 unchanged/);
    assert.match(text, /Details of 980 more/);
  });

  it('stays under the limit, whole and with its end, however long everything is', () => {
    const long = 'ü|<'.repeat(5_000);
    const certificates = Array.from({ length: 1_000 }, (_, index) =>
      failedResult(
        new AppError('validation-failed', `${index} ${long}`, {
          hint: long,
          url: long,
          identifiers: Array.from({ length: 100 }, () => ({ identifier: long, reason: long })),
          also: Array<string>(100).fill(long),
          servers: Array.from({ length: 100 }, () => ({
            ...{ name: long, of: long, server: long, address: long, answer: long, isThere: false },
          })),
        }),
        {
          name: `${index}${long}`,
          domains: Array<string>(100).fill(long),
          warnings: Array<string>(50).fill(long),
        },
      ),
    );
    const page = renderSummary(runResult({ certificates, notices: Array<string>(500).fill(long) }), now);
    assert.ok(Buffer.byteLength(page) <= summaryLimit, String(Buffer.byteLength(page)));
    assertSound(page);
    assert.match(page, /1,000 of 1,000 certificates failed/);
    assert.match(textOf(page), /other failures, of \d+ certificates/);
    assert.match(textOf(page), /Mode renew \(event schedule\)/);
  });
});
