import type { Mode } from '../settings/settings.ts';
import { check } from './check.ts';
import type { ModeStep } from './mode-step.ts';
import { plan } from './plan.ts';
import { preflight } from './preflight.ts';
import { renew } from './renew.ts';
import { revoke } from './revoke.ts';

/** What each mode does. */
export const modeSteps: Readonly<Record<Mode['name'], ModeStep>> = {
  renew,
  'dry-run': renew,
  preflight,
  check,
  plan,
  revoke,
};
