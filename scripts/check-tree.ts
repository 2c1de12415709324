// Fails when the work tree differs from the commit, untracked files included: after `generate` and `build` that means
// that what they write was not committed.
import { execFileSync } from 'node:child_process';

const changes = execFileSync('git', ['status', '--porcelain', '--untracked-files=all'], { encoding: 'utf8' });
if (changes !== '') {
  console.error(`The work tree differs from the commit:\n${changes}`);
  console.error(
    'Run `npm run generate && npm run build` and commit what they write (action.yml, README.md, dist/).',
  );
  process.exit(1);
}
console.log('Generated files and dist/ are up to date.');
