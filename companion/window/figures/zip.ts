// A ZIP archive of files that are stored as they are: pictures are packed already.

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
/** 1 January 1980, as DOS counts: the same files give the same bytes. */
const DAY = 0x0021;

const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (REMAINDERS[(value ^ byte) & 0xff] as number);
  return (value ^ 0xffffffff) >>> 0;
}

/** Numbers in little-endian order, each of so many bytes. */
function fields(...pairs: readonly (readonly [bytes: 2 | 4, value: number])[]): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(pairs.reduce((sum, [bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [bytes, value] of pairs) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return view.buffer;
}

/** The archive of the files, by name. */
export async function zip(files: readonly (readonly [name: string, file: Blob])[]): Promise<Blob> {
  const written: BlobPart[] = [];
  const directory: BlobPart[] = [];
  let offset = 0;
  let directorySize = 0;
  for (const [named, file] of files) {
    const name = new TextEncoder().encode(named);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const about = [
      [2, VERSION],
      [2, UTF8_NAMES],
      [2, 0],
      [2, 0],
      [2, DAY],
      [4, crc32(bytes)],
      [4, bytes.length],
      [4, bytes.length],
      [2, name.length],
      [2, 0],
    ] as const;
    const local = fields([4, LOCAL], ...about);
    const central = fields([4, CENTRAL], [2, VERSION], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]);
    written.push(local, name, bytes);
    directory.push(central, name);
    offset += local.byteLength + name.length + bytes.length;
    directorySize += central.byteLength + name.length;
  }
  const count = files.length;
  const end = fields(
    [4, END],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, directorySize],
    [4, offset],
    [2, 0],
  );
  return new Blob([...written, ...directory, end], { type: "application/zip" });
}
