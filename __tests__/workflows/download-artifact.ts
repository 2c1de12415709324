import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../e2e/runner.ts';

/**
 * What stands for actions/download-artifact, which can't be fetched without GitHub: the same client, the same inputs.
 * @returns the directory of the action
 */
export function downloadArtifactAction(): string {
  const directory = temporaryDirectory();
  const action = {
    name: 'Download an artifact',
    inputs: { name: { required: true }, path: { required: true } },
    runs: { using: 'node24', main: 'main.mjs' },
  };
  // JSON is YAML.
  writeFileSync(join(directory, 'action.yml'), JSON.stringify(action));
  writeFileSync(
    join(directory, 'main.mjs'),
    `import artifacts from ${JSON.stringify(import.meta.resolve('@actions/artifact'))};
const { INPUT_NAME, INPUT_PATH, GITHUB_WORKSPACE } = process.env;
const { artifact } = await artifacts.getArtifact(INPUT_NAME);
await artifacts.downloadArtifact(artifact.id, { path: \`\${GITHUB_WORKSPACE}/\${INPUT_PATH}\` });
`,
  );
  return directory;
}
