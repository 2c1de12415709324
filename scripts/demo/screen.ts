/** Colours are for a terminal whose owner wants them (https://no-color.org); a file gets plain text. */
const coloured = process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';

function paint(code: number, text: string): string {
  return coloured ? `\u001b[${code}m${text}\u001b[0m` : text;
}

export const bold = (text: string) => paint(1, text);
export const dim = (text: string) => paint(2, text);
export const good = (text: string) => paint(32, text);
export const bad = (text: string) => paint(31, text);

/** One line of the demo itself. */
export function say(line = ''): void {
  console.log(line);
}

/** One line of a program that the demo runs. */
export function quote(line: string): void {
  console.log(`${dim('  |')} ${line}`);
}

/** Aligned columns, two spaces in from the left. Cells may be painted. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>((widest, row) => {
    row.forEach((cell, index) => (widest[index] = Math.max(widest[index] ?? 0, width(cell))));
    return widest;
  }, []);
  const fill = (cell: string, index: number) => cell + ' '.repeat((widths[index] ?? 0) - width(cell));
  return rows.map((row) => `  ${row.map(fill).join('  ')}`.trimEnd()).join('\n');
}

function width(cell: string): number {
  // What `paint` adds takes no room.
  return cell.replace(/\u001b\[\d+m/g, '').length;
}
