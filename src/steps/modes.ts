import { AppError } from '../base/errors.ts';
import type { Mode } from '../settings/settings.ts';
import { check } from './check.ts';
import type { ModeStep } from './mode-step.ts';
import { plan } from './plan.ts';
import { renew } from './renew.ts';
import { revoke } from './revoke.ts';

/** The settings refuse these modes, so no run comes here. */
const notYet: ModeStep = () => Promise.reject(new AppError('internal', 'This mode is not available yet'));

/** What each mode does. */
export const modeSteps: Readonly<Record<Mode['name'], ModeStep>> = {
  renew,
  'dry-run': renew,
  preflight: notYet,
  check,
  plan,
  revoke,
};
