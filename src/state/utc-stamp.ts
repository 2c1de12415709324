/** A moment as part of a name: `20260801T120000Z`. */
export function utcStamp(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
}
