import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { parseAgeRecipients } from '../../../../src/settings/grammar/age.ts';
import { parseArtifactName, parsePfxPassword } from '../../../../src/settings/grammar/exports.ts';
import { problemsOf } from '../setting.ts';

const known = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';

describe('age recipients', () => {
  it('are read whoever made them', async () => {
    for (let count = 0; count < 20; count += 1) {
      const recipient = await identityToRecipient(await generateX25519Identity());
      assert.deepEqual(parseAgeRecipients(recipient), [recipient]);
    }
  });

  it('stand one a line, as in a file for `age -R`; what comes twice counts once', async () => {
    const other = await identityToRecipient(await generateX25519Identity());
    const text = `# operations\n${known}\r\n\n  ${other} # Ann\n${known}`;
    assert.deepEqual(parseAgeRecipients(text), [known, other]);
  });

  it('are refused with any single character wrong, and with two exchanged', () => {
    const digits = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
    for (let at = 4; at < known.length; at += 1) {
      const char = digits[(digits.indexOf(known[at] ?? '') + 1) % digits.length] ?? '';
      const wrong = known.slice(0, at) + char + known.slice(at + 1);
      assert.throws(() => parseAgeRecipients(wrong), /typing error/, wrong);
      const [one = '', two = ''] = known.slice(at, at + 2);
      if (one === two || two === '') continue;
      const exchanged = known.slice(0, at) + two + one + known.slice(at + 2);
      assert.throws(() => parseAgeRecipients(exchanged), /typing error/, exchanged);
    }
  });

  const bad: [string, string][] = [
    [known.slice(0, -1), "an age recipient with a typing error: its checksum doesn't fit"],
    [`${known}q`, "an age recipient with a typing error: its checksum doesn't fit"],
    // Good Bech32 of four bytes: the checksum alone doesn't make a key.
    ['age1qypqxpqmvl7x0', "an age recipient with a typing error: its checksum doesn't fit"],
    [known.toUpperCase(), 'not an age recipient'],
    ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ', 'not an age recipient'],
    ['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'not an age recipient'],
    [
      'age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t',
      'an age recipient of another kind (age1yubikey)',
    ],
    ['1', 'not an age recipient'],
    ['# nobody', 'no recipient in it'],
  ];
  for (const [text, problem] of bad) {
    it(`calls ${text.slice(0, 24)} ${problem}`, () =>
      assert.deepEqual(
        problemsOf(() => parseAgeRecipients(text)),
        [problem],
      ));
  }

  it('are no post-quantum keys, which older versions of age cannot use', async () => {
    const recipient = await identityToRecipient(await generateHybridIdentity());
    assert.deepEqual(
      problemsOf(() => parseAgeRecipients(recipient)),
      ['an age recipient of another kind (age1pq)'],
    );
  });

  it('all have their faults told at once', () => {
    const text = `${known}\nage1x\nnonsense`;
    assert.equal(problemsOf(() => parseAgeRecipients(text)).length, 2);
  });
});

describe("the artifact's name", () => {
  for (const text of ['certificates', 'certs example.com (3)', 'Zertifikate-für-ops']) {
    it(`may be ${text}`, () => assert.equal(parseArtifactName(text), text));
  }
  it('none means none', () => assert.equal(parseArtifactName('none'), undefined));
  for (const text of [
    'a/b',
    'a\\b',
    '*.example',
    'a:b',
    'why?',
    '"a"',
    '<a>',
    'a|b',
    'a\nb',
    'a'.repeat(201),
  ]) {
    it(`may not be ${JSON.stringify(text.slice(0, 20))}`, () =>
      assert.deepEqual(
        problemsOf(() => parseArtifactName(text)),
        ['a name that the artifact service refuses'],
      ));
  }
});

describe('the password of a PFX', () => {
  for (const text of ['changeitchangeit', 'four words and more', '12 letters!!']) {
    it(`may be ${text}`, () => assert.equal(parsePfxPassword(text).reveal(), text));
  }
  const bad: [string, string][] = [
    ['elevenchars', 'too short'],
    ['Straßenbahnhaltestelle', "has characters in it that Java can't use in a PFX password"],
    ['two\nlines of it', "has characters in it that Java can't use in a PFX password"],
  ];
  for (const [text, problem] of bad) {
    it(`may not be ${JSON.stringify(text)}`, () =>
      assert.deepEqual(
        problemsOf(() => parsePfxPassword(text)),
        [problem],
      ));
  }
});
