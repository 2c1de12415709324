/** The settings of one profile, by their names. */
export type Profile = Readonly<Record<string, string>>;

/**
 * Reads the profiles of AWS's two shared files, whose format is
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html.
 * @param files their texts, `''` for one that isn't there
 * @returns the profiles by their name; what both files say, `credentials` says
 */
export function readProfiles(files: { config: string; credentials: string }): ReadonlyMap<string, Profile> {
  const profiles = new Map<string, Profile>();
  for (const [section, settings] of readSections(files.config)) {
    // `default` alone may stand there without the word; what else does is no profile.
    const name = /^(?:profile\s+(\S.*)|(default))$/.exec(section)?.slice(1).join('').trim();
    if (name) profiles.set(name, settings);
  }
  for (const [name, settings] of readSections(files.credentials)) {
    profiles.set(name, { ...profiles.get(name), ...settings });
  }
  return profiles;
}

function readSections(text: string): Map<string, Profile> {
  const sections = new Map<string, Record<string, string>>();
  let current: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[\s*([^\]]+?)\s*\]/.exec(line)?.[1];
    const [, name, value] = /^([\w-]+)\s*=\s*(.*?)(?:\s+[#;].*)?\s*$/.exec(line) ?? [];
    if (section !== undefined) {
      current = sections.get(section) ?? {};
      sections.set(section, current);
    } else if (name !== undefined && value !== undefined) {
      current[name.toLowerCase()] = value;
    }
  }
  return sections;
}
