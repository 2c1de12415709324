/** A name as it is compared here: lower case, without the final dot; the root is `''`. */
export function canonicalName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** Whether `name` is `zone` or lies below it; both canonical. */
export function isWithin(name: string, zone: string): boolean {
  return zone === '' || name === zone || name.endsWith(`.${zone}`);
}

/** `a.b.c` -> `a.b.c`, `b.c`, `c`: the name and what lies above it, without the root. */
export function ancestorsOf(name: string): readonly string[] {
  const labels = name.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}

/** The longest of `zones` that holds `name`, all canonical; undefined when none does. */
export function closestZone<T extends { name: string }>(name: string, zones: readonly T[]): T | undefined {
  const holding = zones.filter((zone) => isWithin(name, zone.name));
  return holding.sort((a, b) => b.name.length - a.name.length)[0];
}
