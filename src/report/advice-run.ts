import { type AppError, ConfigError } from '../base/errors.ts';
import { type Advice, stopsAgain, triesAgain } from './advice.ts';
import { phaseWords } from './wording.ts';

/** The settings can't be used. */
export function onConfig(error: AppError): Advice {
  return {
    plain: 'The settings cannot be used as they are.',
    remedies:
      error instanceof ConfigError
        ? error.faults.map(({ input, remedy }) => `\`${input}\`: ${remedy}`)
        : ["Correct the step's `with:` values as the message says."],
    next: 'The next run reads the settings anew, and stops here until they are corrected.',
  };
}

/** The run's own time is up. */
export function onDeadline(error: AppError): Advice {
  const { phase } = error.details;
  return {
    plain:
      'The time that `timeout` gives to the whole run was used up' +
      (phase === undefined ? '' : ` while ${phaseWords[phase]}`) +
      '. Work was stopped early enough to clean up.',
    remedies: [
      ...(phase === 'finalize' || phase === 'validation' || phase === 'order'
        ? ['The CA was what was waited for: run again later.']
        : []),
      'See below where the time went. If all of it was needed, raise `timeout`.',
      'With many certificates: raise `concurrency`, or split them over jobs with `only`.',
    ],
    next: triesAgain(error),
  };
}

/** Someone or something ended the run. */
export function onCancelled(error: AppError): Advice {
  return {
    plain: 'The run was told to stop from outside before it was done.',
    remedies: [
      'If nobody cancelled it: `timeout-minutes` of the job may be shorter than `timeout` of this action.',
      'A `concurrency` group with `cancel-in-progress: true` ends a run when the next one starts: leave it out here.',
    ],
    next: triesAgain(error),
  };
}

/** What was stored can't be opened. */
export function onStateUnreadable(): Advice {
  return {
    plain: 'What earlier runs stored is there, but could not be opened or is damaged.',
    remedies: [
      'If `encryption-key` changed, give the former one again.',
      'If it is damaged, delete it: only what it saved is lost, not the certificates that are in use.',
    ],
    next: 'The next run treats it as absent again, until it can be opened or is deleted.',
  };
}

/** The certificate exists and couldn't be handed over. */
export function onDelivery(): Advice {
  return {
    plain: 'The certificate was issued, but it could not be written where it should go.',
    remedies: [
      'Check that `output-directory` can be written to by this job, and that the disk is not full.',
      'Correct it before running often: each run that orders counts against the limits of the CA.',
    ],
    next: 'The next run tries again; where the certificate was not stored, that means another order.',
  };
}

/** A program that isn't part of this action. */
export function onHook({ details: { program, hint } }: AppError): Advice {
  const which = program === undefined ? 'A program that this run needs' : programWords(program.name);
  const output = "Read the program's own output in the log above.";
  const place =
    'Check that it is installed on this runner, is executable, and has an interpreter line that exists here.';
  const environment = "Check that what it needs is in the step's `env`.";
  if (program?.ran) return { plain: `${which} failed.`, remedies: [output, environment], next: stopsAgain };
  if (program) {
    const remedies = hint === undefined ? [place] : [];
    return { plain: `${which} could not be started.`, remedies, next: stopsAgain };
  }
  return {
    plain: `${which} failed, or could not be started.`,
    remedies: [output, place, environment],
    next: stopsAgain,
  };
}

/** Inputs and variables name a program; the ACME clients are programs themselves. */
function programWords(name: string): string {
  return /hook$|^[A-Z_]+$/.test(name) ? `The program that \`${name}\` names` : `The program \`${name}\``;
}

/** Our bug. */
export function onInternal(error: AppError): Advice {
  return {
    plain: 'Something happened that this action did not expect: this is a fault in it, not in your settings.',
    remedies: [
      'Report it with the log of this run, where the stack stands; secrets are masked there.',
      'Until it is corrected, the version that worked last can be pinned in `uses:`.',
    ],
    next: triesAgain(error),
  };
}
