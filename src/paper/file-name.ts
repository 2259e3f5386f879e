/** Names of files as they are kept: the last part only, harmless, with the ending that fits the bytes. */

/** @param longest characters */
export function safeName(name: string, type: string, longest: number): string {
  const last = name.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const bare = last
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const endings = known[type] ?? [];
  const ending = bare.match(/\.([A-Za-z0-9]{1,5})$/)?.[1] ?? '';
  const fits = endings.length === 0 || endings.includes(ending.toLowerCase());
  // Only an ending that claims a type is taken away: «отчёт.2026» keeps its year.
  const stem =
    fits || (ending && claims.has(ending.toLowerCase())) ? bare.slice(0, ending ? -ending.length - 1 : undefined) : bare;
  const tail = fits ? (ending ? `.${ending}` : '') : `.${endings[0]}`;
  const safe = reserved.test(stem) ? `_${stem}` : stem || 'документ';
  return cut(safe, longest - tail.length, BYTES - tail.length) + tail;
}

/** File systems take 255 bytes; a Cyrillic letter has two. */
const BYTES = 240;
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;
const known: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'image/tiff': ['tif', 'tiff'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'message/rfc822': ['eml'],
};
const claims: ReadonlySet<string> = new Set([
  ...Object.values(known).flat(),
  ...[
    'gif',
    'bmp',
    'svg',
    'htm',
    'html',
    'exe',
    'scr',
    'com',
    'bat',
    'cmd',
    'js',
    'vbs',
    'lnk',
    'zip',
    'rar',
    'doc',
    'docx',
    'txt',
  ],
]);

function cut(text: string, characters: number, bytes: number): string {
  let out = '';
  for (const sign of [...text].slice(0, characters)) {
    if (Buffer.byteLength(out + sign) > bytes) break;
    out += sign;
  }
  return out.trimEnd();
}
