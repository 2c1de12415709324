import { AppError } from '../base/errors.ts';
import type { Artifacts } from '../base/ports.ts';
import type { ExportSettings } from '../settings/settings.ts';
import { withStagedExport, type ExportOptions } from './export.ts';

export interface ArtifactOptions extends ExportOptions {
  /** undefined where there is none: in a terminal. */
  artifacts: Artifacts | undefined;
  settings: Pick<ExportSettings, 'artifact' | 'retentionDays'>;
}

export interface Delivered {
  /** undefined when nothing was uploaded. */
  artifact: { id: string; url: string } | undefined;
  /** What was left out, and why. */
  notices: readonly string[];
  warnings: readonly string[];
}

/**
 * Uploads the certificates as one artifact, keys only encrypted.
 * A server without the service is a warning: nothing there can be repaired, and everything else goes on. An upload
 * that fails where the service exists fails the run: the artifact was asked for (`none` is the way not to), a later
 * job would go on with the last one it has, and a green run that delivered nothing is noticed when the certificate
 * ends. Nothing is lost by it when files and state are written before: the next run uploads without ordering.
 * @throws AppError `delivery`; the signal's reason
 */
export async function uploadArtifact(options: ArtifactOptions): Promise<Delivered> {
  const { artifacts, settings, certificates, signal } = options;
  const { artifact: name, retentionDays } = settings;
  if (artifacts === undefined || name === undefined || certificates.length === 0) return nothing;
  try {
    const { done, leftover } = await withStagedExport(options, ({ root, files }) =>
      artifacts.upload({ name, files, root, retentionDays }, signal),
    );
    return {
      artifact: done,
      notices: withoutKeys(name, options),
      warnings: leftover === undefined ? [] : [leftover],
    };
  } catch (error) {
    if (!(error instanceof AppError) || !error.details.unsupported) throw error;
    const { hint, also = [] } = error.details;
    return { ...nothing, warnings: [[error.message, hint].filter(Boolean).join('. '), ...also] };
  }
}

const nothing: Delivered = { artifact: undefined, notices: [], warnings: [] };

function withoutKeys(name: string, { certificates, lock }: ArtifactOptions): string[] {
  if (lock !== undefined || certificates.every(({ privateKey }) => privateKey === undefined)) return [];
  return [
    `The artifact ${name} holds no privkey.pem: a private key leaves the runner only encrypted. ` +
      'Set `encryption-key` or `age-recipients` to have it there.',
  ];
}
