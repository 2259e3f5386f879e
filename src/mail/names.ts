/** File names that can be shown and saved: no path, no control or bidirectional characters, not longer than the register takes. */

/** Null when nothing is left of the name. */
export function safeName(name: string | null, maxChars: number): string | null {
  if (name === null) return null;
  const bare = name
    .replace(/[\t\r\n]+/g, ' ')
    // Bidirectional marks make «счёт\u202efdp.exe» look like «счётexe.pdf»
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .split(/[/\\]/)
    .map((segment) => segment.trim())
    .filter((segment) => /[^.]/.test(segment))
    .at(-1);
  if (bare === undefined) return null;
  const chars = [...bare];
  if (chars.length <= maxChars) return bare;
  const extension = /\.[^. ]{1,8}$/.exec(bare)?.[0] ?? '';
  return (
    chars
      .slice(0, maxChars - extension.length)
      .join('')
      .trim() + extension
  );
}

/** The extension in lower case without the dot, or an empty string. */
export function extensionOf(name: string | null): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name ?? '')?.[1]?.toLowerCase() ?? '';
}

/** A name for a part that came without one. `index` counts from 0. */
export function givenName(type: string, index: number): string {
  return `${NOUNS[type] ?? (type.startsWith('image/') ? 'рисунок' : 'вложение')}-${index + 1}${EXTENSIONS[type] ?? ''}`;
}

/** What people call it. */
const NOUNS: Readonly<Record<string, string>> = {
  'message/rfc822': 'письмо',
  'text/calendar': 'приглашение',
  'text/rfc822-headers': 'заголовки-письма',
  'message/delivery-status': 'отчёт-о-доставке',
  'message/disposition-notification': 'отчёт-о-прочтении',
  'application/pkcs7-signature': 'подпись',
  'application/pgp-signature': 'подпись',
};

const EXTENSIONS: Readonly<Record<string, string>> = {
  'message/rfc822': '.eml',
  'text/calendar': '.ics',
  'text/plain': '.txt',
  'text/html': '.html',
  'text/rfc822-headers': '.txt',
  'message/delivery-status': '.txt',
  'message/disposition-notification': '.txt',
  'application/pdf': '.pdf',
  'application/pkcs7-signature': '.p7s',
  'application/pkcs7-mime': '.p7m',
  'application/pgp-signature': '.asc',
  'application/zip': '.zip',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/tiff': '.tif',
};
