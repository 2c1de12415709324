import { createHash } from 'node:crypto';
import type { Blob, Blobs } from './results-blobs.ts';
import type { Claims } from './results-token.ts';
import { Refusal, type Methods } from './results-twirp.ts';

/** What can be downloaded. */
export interface StoredArtifact {
  readonly id: string;
  readonly run: string;
  readonly name: string;
  /** undefined: the repository's setting holds. */
  readonly retentionDays: number | undefined;
  /** A ZIP file. */
  readonly bytes: Buffer;
}

interface Upload extends Omit<StoredArtifact, 'bytes'> {
  blob: Blob;
  finalized: boolean;
}

interface Message {
  workflow_run_backend_id?: string;
  workflow_job_run_backend_id?: string;
  name?: string;
  name_filter?: string;
  version?: number;
  expires_at?: string;
  size?: string;
  hash?: string;
}

const dayMs = 86_400_000;

/** The artifacts: immutable, and a name is given once in a run, from the first request on. */
export class ArtifactModel {
  readonly #blobs: Blobs;
  readonly #uploads: Upload[] = [];

  constructor(blobs: Blobs) {
    this.#blobs = blobs;
  }

  get stored(): readonly StoredArtifact[] {
    return this.#uploads.flatMap(({ blob, finalized, ...artifact }) =>
      finalized && blob.bytes !== undefined ? [{ ...artifact, bytes: blob.bytes }] : [],
    );
  }

  readonly methods: Methods<Message> = {
    CreateArtifact: (message, claims) => {
      const { name = '', version, expires_at } = message;
      checkRun(message, claims);
      if (name === '' || /["':<>|*?\r\n\\/]/.test(name))
        throw new Refusal(400, 'the artifact name is not valid');
      if (version !== 4 && version !== 7) throw new Refusal(400, 'unknown artifact version');
      if (this.#find(claims, name)) {
        throw new Refusal(409, 'an artifact with this name already exists on the workflow run');
      }
      const keptMs = expires_at === undefined ? undefined : Date.parse(expires_at) - Date.now();
      const blob = this.#blobs.create();
      this.#uploads.push({
        id: String(1_000 + this.#uploads.length),
        run: claims.run,
        name,
        retentionDays: keptMs === undefined ? undefined : Math.round(keptMs / dayMs),
        blob,
        finalized: false,
      });
      return { ok: true, signed_upload_url: this.#blobs.urlOf(blob, 'cw') };
    },

    FinalizeArtifact: (message, claims) => {
      checkRun(message, claims);
      const upload = this.#find(claims, message.name ?? '');
      const bytes = upload?.blob.bytes;
      if (!upload || !bytes) throw new Refusal(404, 'artifact not found');
      const hash = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
      if (String(bytes.length) !== message.size || hash !== message.hash) {
        throw new Refusal(400, 'size or hash does not match the uploaded blob');
      }
      upload.finalized = true;
      return { ok: true, artifact_id: upload.id };
    },

    ListArtifacts: (message, claims) => {
      checkRun(message, claims);
      const { name_filter: wanted, workflow_run_backend_id, workflow_job_run_backend_id } = message;
      const artifacts = this.stored
        .filter(({ run, name }) => run === claims.run && (wanted === undefined || name === wanted))
        .map(({ id, name, bytes }) => ({
          workflow_run_backend_id,
          workflow_job_run_backend_id,
          database_id: id,
          name,
          size: String(bytes.length),
        }));
      return { artifacts };
    },

    GetSignedArtifactURL: (message, claims) => {
      checkRun(message, claims);
      const upload = this.#find(claims, message.name ?? '');
      if (!upload?.finalized) throw new Refusal(404, 'artifact not found');
      return { signed_url: this.#blobs.urlOf(upload.blob, 'r') };
    },
  };

  #find({ run }: Claims, name: string): Upload | undefined {
    return this.#uploads.find((one) => one.run === run && one.name === name);
  }
}

function checkRun(message: Message, { run, job }: Claims): void {
  if (message.workflow_run_backend_id !== run || message.workflow_job_run_backend_id !== job) {
    throw new Refusal(403, "the token is another job's");
  }
}
