import { gunzipSync, inflateRawSync, zstdDecompressSync } from 'node:zlib';

/** A cache archive without its compression: tar, in which every saved byte can be searched. */
export function unpackCache(archive: Buffer): Buffer {
  const isGzip = archive.readUInt16BE(0) === 0x1f8b;
  return isGzip ? gunzipSync(archive) : zstdDecompressSync(archive);
}

/** The files of a ZIP archive by their names, read by its directory (APPNOTE 4.3.12), as its sizes stand only there. */
export function unzip(archive: Buffer): Readonly<Record<string, Buffer>> {
  const end = archive.lastIndexOf(Buffer.from('504b0506', 'hex'));
  if (end < 0) throw new Error('This is no ZIP archive');
  const count = archive.readUInt16LE(end + 10);
  const files: Record<string, Buffer> = {};
  let at = archive.readUInt32LE(end + 16);
  for (let entry = 0; entry < count; entry += 1) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const length = { name: name ?? 0, rest: (extra ?? 0) + (comment ?? 0) };
    files[archive.toString('utf8', at + 46, at + 46 + length.name)] = unzipEntry(archive, at);
    at += 46 + length.name + length.rest;
  }
  return files;
}

/** @param at where the entry stands in the directory */
function unzipEntry(archive: Buffer, at: number): Buffer {
  const isStored = archive.readUInt16LE(at + 10) === 0;
  const size = archive.readUInt32LE(at + 20);
  const header = archive.readUInt32LE(at + 42);
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const packed = archive.subarray(start, start + size);
  return isStored ? packed : inflateRawSync(packed);
}
