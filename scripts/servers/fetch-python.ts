import fs from 'node:fs';
import path from 'node:path';
import { cached } from './cache.ts';
import { command, findProgram } from './command.ts';
import type { Say } from './programs.ts';

/** Python packages that pip has installed into the repository's cache. */
export interface PythonPackages {
  /** For PYTHONPATH. */
  readonly modules: string;
  /** For PATH: the packages' programs. */
  readonly directory: string;
}

/** What the tests use of Python's, each with its programs as `module:function`. */
const installs = {
  lexicon: {
    // Its own list for `qcloud` would bring the SDK of everything that Tencent Cloud has.
    packages: [
      'dns-lexicon[route53]==3.25.2',
      'tencentcloud-sdk-python-common==3.1.130',
      'tencentcloud-sdk-python-dnspod==3.1.130',
    ],
    programs: { lexicon: 'lexicon._private.cli:main' },
  },
  // The SDKs of the providers themselves, which the fakes of their APIs are held to.
  official: {
    packages: [
      'cloudflare==5.9.0',
      'dnsimple==2.15.0',
      'hcloud==2.27.0',
      'linode_api4==5.48.0',
      'ovh==1.2.0',
      'pydo==0.44.0',
      'scaleway==2.12.0',
    ],
    programs: {},
  },
  // The packages of its extra `server` serve all of AWS; these are what Route 53, IAM and STS need.
  moto: {
    packages: ['moto[route53,sts]==5.2.5', 'flask==3.1.3', 'flask-cors==6.0.5'],
    programs: { moto_server: 'moto.server:main' },
  },
  certbot: { packages: ['certbot==5.8.0'], programs: { certbot: 'certbot.main:main' } },
} as const satisfies Record<
  string,
  { packages: readonly string[]; programs: Readonly<Record<string, string>> }
>;

export type PythonInstall = keyof typeof installs;

/** The names of all that can be installed. */
export const pythonInstalls = Object.keys(installs) as PythonInstall[];

/**
 * Installs packages with pip.
 * @returns undefined where there is no Python with pip, which in CI there has to be
 * @throws Error when pip can't get them.
 */
export async function fetchPython(install: PythonInstall, say: Say): Promise<PythonPackages | undefined> {
  const python = findProgram('python3');
  if (python === undefined || !(await hasPip(python))) {
    if (process.env['CI'] !== undefined) throw new Error(`CI needs Python with pip, for ${install}`);
    return undefined;
  }
  const { packages, programs } = installs[install];
  const version = packages.join('-').replaceAll(/[^\w.-]+/g, '-');
  const root = await cached(version, async (into) => {
    say(`installing ${packages.join(' ')} with pip`);
    const flags = ['--quiet', '--disable-pip-version-check', '--no-compile', '--root-user-action', 'ignore'];
    const target = path.join(into, 'packages');
    await command(python, ['-m', 'pip', 'install', ...flags, '--target', target, ...packages], {
      timeoutMs: 180_000,
    });
    for (const [name, entry] of Object.entries(programs)) {
      fs.writeFileSync(path.join(into, name), starter(python, entry), { mode: 0o755 });
    }
  });
  return { modules: path.join(root, 'packages'), directory: root };
}

function hasPip(python: string): Promise<boolean> {
  return command(python, ['-m', 'pip', '--version'], { timeoutMs: 20_000 }).then(
    () => true,
    () => false,
  );
}

/** What pip writes as a program, for packages that lie beside it. */
function starter(python: string, entry: string): string {
  const [module = '', start = ''] = entry.split(':');
  return `#!${python}
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), 'packages'))
from ${module} import ${start}
sys.exit(${start}())
`;
}
