import { flat } from './wording.ts';

/**
 * How the page is built: our own headings are markdown, everything that holds a value from outside is an HTML block.
 * Inside an HTML block GitHub parses no markdown, up to the next blank line, and a value never holds one.
 */

/** A value from outside as running text: no markup, mention, reference or link comes out of it. */
export function prose(text: string, longest?: number): string {
  return (
    entities(flat(text, longest))
      // GitHub looks for these in the finished HTML, so an entity isn't enough; a space without width is.
      .replace(/&#(64|35);/g, '$&&#8203;')
      .replaceAll('&#58;//', '&#58;&#8203;//')
  );
}

/** A value from outside as code, exactly as it is; GitHub leaves the inside of `<code>` alone. */
export function code(text: string, longest?: number): string {
  return `<code>${entities(flat(text, longest))}</code>`;
}

/** Values from outside as lines of code, to copy at once. */
export function lines(texts: readonly string[]): string {
  return `<pre><code>${texts.map((text) => entities(flat(text, 2_000))).join('\n')}</code></pre>`;
}

/** Our own sentence: what stands in backticks becomes code, and those addresses that are in `links` become links. */
export function inline(text: string, links: readonly string[] = []): string {
  return text
    .split(/(`[^`]*`|https:\/\/[^\s`]+)/)
    .map((piece) => {
      if (/^`.+`$/s.test(piece)) return code(piece.slice(1, -1));
      const address = piece.replace(/[.,;:)]+$/, '');
      return links.includes(address)
        ? `<a href="${entities(address)}">${entities(address)}</a>${prose(piece.slice(address.length))}`
        : spaced(piece, prose(piece, 1_000));
    })
    .join('');
}

/** A table as one HTML block; cells are markup already. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head =
    heads.length === 0 ? '' : `<tr>${heads.map((cell) => `<th align="left">${cell}</th>`).join('')}</tr>\n`;
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return `<table>\n${head}${body.join('\n')}\n</table>`;
}

/** A part that opens by a click; both are markup already. */
export function foldable(summary: string, content: string, open = false): string {
  return `<details${open ? ' open' : ''}><summary>${summary}</summary>\n${content}\n</details>`;
}

/** `███████░░░░░`: how much of the whole a part is; what isn't nothing shows. */
export function bar(part: number, whole: number, width = 24): string {
  const share = whole > 0 ? Math.min(Math.max(part / whole, 0), 1) : 0;
  const full = part > 0 ? Math.max(1, Math.round(share * width)) : 0;
  return '█'.repeat(full) + '░'.repeat(width - full);
}

/** `█████▍`: a part as a stroke, in eighths of a character, without a ground. */
export function stroke(part: number, whole: number, width = 20): string {
  const eighths = Math.round((whole > 0 ? Math.min(Math.max(part / whole, 0), 1) : 0) * width * 8);
  const rest = eighths % 8;
  return '█'.repeat(Math.floor(eighths / 8)) + (rest === 0 ? '' : String.fromCodePoint(0x2590 - rest)) || '▏';
}

function entities(text: string): string {
  return text.replace(
    /[^\p{L}\p{N} .,;/=+%…•–·'-]/gu,
    (character) => `&#${character.codePointAt(0) ?? 0xfffd};`,
  );
}

/** `prose` trims; between pieces of a sentence the spaces matter. */
function spaced(piece: string, text: string): string {
  return `${/^\s/.test(piece) ? ' ' : ''}${text}${text !== '' && /\s$/.test(piece) ? ' ' : ''}`;
}
