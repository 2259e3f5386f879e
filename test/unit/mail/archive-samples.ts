/** Archives for tests: small ones made by their programs, and headers alone. */
import { Buffer } from 'node:buffer';
import { inCharset } from './build-mail.ts';

/** Made by 7-Zip: a list packed by LZMA, files with a password, a list with a password. */
export const PLAIN_7Z = Buffer.from(
  'N3q8ryccAARHwyc4qQAAAAAAAAAiAAAAAAAAAJhXDy7gAS0ADV0AMJiIrUs27SS1U8CAAAAAAIEzB64Pz0tvjAfIQ39Bsfr+TAsLzic3l7rwag' +
    'LZeDkOGltVqWygQBknxkkTmXIBXlwR6d6Ti48YKwm7rKXL4Ul6Od0WO4b9iqd4GkCvGvPP7zPEqbrEJo7DZ7ODQTWlDUSI+/RY2/bjxBw4kTeD' +
    'ai3P+bTnUEIEzoNuX/Ha3g7wqxtBGjq91y7M+SZVytKMAAAAFwYVAQmAlAAHCwEAASMDAQEFXQAQAAAMgM4KAe5UxbkAAA==',
  'base64',
);
export const LOCKED_7Z = Buffer.from(
  'N3q8ryccAAQTOZKhEAAAAAAAAABqAAAAAAAAAP3Y/WvEF2RvEg0KmOkRy7rnrQdCAQQGAAEJEAAHCwEAAiQG8QcBElMPetmsh8ioE3x0jhYR5x' +
    'z4RiEhAQABAAwGAgAICgEfCOpGAAAFARkBABETAEEERwRRBEIELgB4AGwAcwAAABkAFAoBAEu/uZrJgN0BFQYBACCApIEAAA==',
  'base64',
);
export const HIDDEN_7Z = Buffer.from(
  'N3q8ryccAARy4GjDgAAAAAAAAAAuAAAAAAAAAJK1QupfoNoY0WCF9R2S2/FeB3tQEcn40daE1kk7nVrx4upYpSYgKgsObjfS/AquwZs9B5GRFL' +
    'C6uZedxIwzHXs62NVWtBnLj5r2Ois8u8GmPxzydxm3U1nDdalccTl2RLV5S7/PFw5+h8tRjKWU0LYXI9YdxCQeEmKtOReumaTaf8Q9LhcGEAEJ' +
    'cAAHCwEAASQG8QcBElMPgtZMRl0ZILhDCRBFelH83QxqCgEIP7guAAA=',
  'base64',
);

export type InRar = readonly [name: string, size: number, locked: boolean];

/** Headers alone, by the format's description; the checksums are left zero. */
export function rar5(files: readonly InRar[]): Buffer {
  const block = (body: readonly number[]) => Buffer.from([0, 0, 0, 0, ...vint(body.length), ...body]);
  const headers = files.map(([name, size, locked]) => {
    const bytes = [...Buffer.from(name)];
    const extra = locked ? [3, 1, 0, 0] : [];
    return block([
      2,
      ...(locked ? [1, extra.length] : [0]),
      0,
      ...vint(size),
      0,
      0,
      0,
      ...vint(bytes.length),
      ...bytes,
      ...extra,
    ]);
  });
  return Buffer.concat([Buffer.from('Rar!\x1a\x07\x01\0', 'latin1'), block([1, 0, 0]), ...headers, block([5, 0, 0])]);
}

function vint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...vint(Math.floor(value / 128))];
}

export function rar4(files: readonly InRar[]): Buffer {
  const headers = files.map(([name, size, locked]) => {
    const bytes = inCharset(name, 'cp866');
    const header = Buffer.alloc(32);
    header.writeUInt8(0x74, 2);
    header.writeUInt16LE(0x8000 | (locked ? 4 : 0), 3);
    header.writeUInt16LE(32 + bytes.length, 5);
    header.writeUInt32LE(size, 11);
    header.writeUInt16LE(bytes.length, 26);
    return Buffer.concat([header, bytes]);
  });
  return Buffer.concat([Buffer.from('Rar!\x1a\x07\0', 'latin1'), ...headers, Buffer.from([0, 0, 0x7b, 0, 0, 7, 0])]);
}
