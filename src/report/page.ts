/** Blocks under one limit: what doesn't fit is left out whole, so that no markup is cut open. */
export class Page {
  readonly #blocks: string[] = [];
  #left: number;

  /** @param limit bytes in UTF-8 */
  constructor(limit: number) {
    this.#left = limit;
  }

  /** Adds a block if it fits. @returns whether it did */
  add(block: string): boolean {
    const size = Buffer.byteLength(block) + 2;
    if (size > this.#left) return false;
    this.#left -= size;
    this.#blocks.push(block);
    return true;
  }

  /** Keeps room for a block that is added at the end, whatever comes before. */
  reserve(block: string): () => void {
    const size = Buffer.byteLength(block) + 2;
    this.#left -= size;
    return () => {
      this.#left += size;
      this.add(block);
    };
  }

  toString(): string {
    return `${this.#blocks.join('\n\n')}\n`;
  }
}
