import type { ServedChain } from '../certificate/served-chain.ts';
import { failAtMs } from '../plan/lead.ts';
import type { Finding, IssuedCertificate } from '../report/outcome.ts';
import { count, day, moment, nameList, timeLeft } from '../report/wording.ts';
import type { Settings } from '../settings/settings.ts';
import type { StateEntry, StoredCertificate } from '../state/entry.ts';

export interface Judging {
  settings: Pick<Settings, 'failBefore'>;
  entry: StateEntry | undefined;
  nowMs: number;
}

/** Judges the certificate that a run before this one stored. */
export function judgeStored(stored: StoredCertificate, { settings, nowMs }: Judging): Finding[] {
  const subject = 'The stored certificate';
  const { renewalInfo } = stored;
  const late =
    renewalInfo && renewalInfo.windowEndMs < nowMs
      ? [
          {
            severity: 'warning' as const,
            subject,
            what: `the CA wanted it renewed by ${moment(renewalInfo.windowEndMs)}, and may revoke it`,
            remedy: 'Look at the runs that should have renewed it, or renew it now',
            ...(renewalInfo.explanationUrl === undefined ? {} : { link: renewalInfo.explanationUrl }),
          },
        ]
      : [];
  return [...judgeTime(stored, { subject, settings, nowMs, remedy: renewRemedy }), ...late];
}

/** Judges what a server shows against the clock, the name it was asked for, and what is stored. */
export function judgeServed(
  { where, served }: { where: string; served: ServedChain },
  judging: Judging,
): Finding[] {
  const { certificate, names, matches, fault } = served;
  const warn = (what: string, remedy: string): Finding => ({
    severity: 'warning',
    subject: where,
    what,
    remedy,
  });
  if (!matches) {
    const good = names.length === 0 ? 'no name' : nameList(names, 3);
    return [warn(`it serves a certificate for ${good}`, 'Let the server use the certificate of this name')];
  }
  return [
    ...judgeTime(certificate, { ...judging, subject: where, remedy: remedyFor(certificate, judging) }),
    ...judgeRevoked(certificate, where, judging),
    ...(fault === undefined ? [] : [warn(fault, 'Let the server use `fullchain.pem`, unchanged')]),
    ...judgeDeployment(certificate, where, judging),
  ];
}

/** What a server that shows nothing is worth. */
export function judgeSilent({ where, reason }: { where: string; reason: string }): Finding {
  return {
    severity: 'warning',
    subject: where,
    what: `it serves no certificate: ${reason}`,
    remedy: 'Look at the server and its firewall, if clients should reach it there',
  };
}

const renewRemedy = 'Look at the runs that should have renewed it, and renew it now';

function remedyFor({ fingerprint }: IssuedCertificate, { entry }: Judging): string {
  const stored = entry?.certificate;
  return stored && stored.fingerprint !== fingerprint
    ? 'Bring the stored certificate to the server, and reload it'
    : renewRemedy;
}

interface TimeJudging extends Omit<Judging, 'entry'> {
  subject: string;
  remedy: string;
}

function judgeTime(
  validity: Pick<IssuedCertificate, 'notBeforeMs' | 'notAfterMs'>,
  { subject, remedy, settings, nowMs }: TimeJudging,
): Finding[] {
  if (nowMs < failAtMs(validity, settings.failBefore)) return [];
  const { notAfterMs } = validity;
  const what =
    nowMs < notAfterMs
      ? `it ends on ${moment(notAfterMs)}: ${timeLeft(notAfterMs, nowMs)}, less than \`fail-before\` allows`
      : `it ended on ${moment(notAfterMs)}`;
  return [{ severity: 'error', subject, what, remedy }];
}

/** As grave as one that ended: clients that look refuse it. */
function judgeRevoked({ fingerprint }: IssuedCertificate, subject: string, { entry }: Judging): Finding[] {
  const revoked = entry?.revoked.find((one) => one.fingerprint === fingerprint);
  if (!revoked) return [];
  const what = `it serves a certificate that was revoked on ${day(revoked.atMs)} (${revoked.reason})`;
  return [
    { severity: 'error', subject, what, remedy: 'Renew, bring the new certificate to the server, reload it' },
  ];
}

function judgeDeployment(served: IssuedCertificate, subject: string, { entry, nowMs }: Judging): Finding[] {
  const stored = entry?.certificate;
  if (!stored || stored.fingerprint === served.fingerprint) return [];
  const serials = `serial ${served.serial} is served, ${stored.serial} is stored`;
  if (stored.notBeforeMs > served.notBeforeMs) {
    const age = count(Math.floor((nowMs - stored.obtainedAtMs) / 3_600_000), 'hour');
    return [
      {
        severity: 'warning',
        subject,
        what: `renewed but not deployed: a newer certificate was stored ${age} ago (${serials})`,
        remedy: 'Bring the stored certificate to the server, and reload it',
      },
    ];
  }
  return [
    {
      severity: 'notice',
      subject,
      what: `it serves a certificate that was not stored by this action (${serials})`,
      remedy: 'If nobody else should renew it, find out who does',
    },
  ];
}
