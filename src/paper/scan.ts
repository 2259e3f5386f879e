/** What came in as a scan: by its bytes, never by its name; from headers only, never decoded (8.1, hostile uploads). */
import { fileTypeFromBuffer } from 'file-type';
import type { Inspection } from '../office/ports/paper.ts';
import { safeName } from './file-name.ts';
import { inspectImage } from './image-inspection.ts';
import { inspectPdf } from './pdf-inspection.ts';
import { quarantined, rejected, type ScanLimits, type Verdict } from './verdict.ts';

export async function inspectScan(file: Buffer, name: string, limits: ScanLimits): Promise<Inspection> {
  const type = await typeOf(file, name);
  const said = (verdict: Verdict): Inspection => ({ ...verdict, type, name: safeName(name, type, limits.nameChars) });
  const most = type === 'message/rfc822' ? limits.mailBytes : limits.uploadBytes;
  if (file.length === 0) return said(rejected('Файл пуст. Отсканируйте документ ещё раз.'));
  if (file.length > most) {
    return said(
      rejected(
        `Файл больше ${Math.floor(most / 2 ** 20)} МБ. Разделите его или отсканируйте с разрешением 200–300 точек на дюйм.`,
      ),
    );
  }
  if (type === 'message/rfc822') return said({ verdict: 'accept', reason: null, pages: null });
  if (hidesArchive(file))
    return said(quarantined('В файле спрятан архив: это и скан, и что-то ещё. Его должен посмотреть человек.'));
  if (type === 'application/pdf') return said(await inspectPdf(file, limits));
  if (IMAGES.has(type)) return said(await inspectImage(file, type, limits));
  return said(
    rejected('Это не PDF, TIFF, JPEG, PNG и не письмо .eml. Сохраните документ в одном из этих форматов и загрузите снова.'),
  );
}

/**
 * One file that is two: a picture or PDF to one program, a ZIP (a Java program, an Office document) to another. A ZIP is read from
 * its end: the record there fits the length of the file to the byte.
 */
function hidesArchive(file: Buffer): boolean {
  const RECORD = 22;
  const from = Math.max(0, file.length - RECORD - 0xffff);
  for (let at = file.lastIndexOf(ZIP_END); at >= from; at = at === 0 ? -1 : file.lastIndexOf(ZIP_END, at - 1)) {
    if (at + RECORD <= file.length && at + RECORD + file.readUInt16LE(at + 20) === file.length) return true;
  }
  return false;
}

const ZIP_END = Buffer.from('PK\u0005\u0006', 'latin1');
const IMAGES: ReadonlySet<string> = new Set(['image/tiff', 'image/jpeg', 'image/png', 'image/webp']);

async function typeOf(file: Buffer, name: string): Promise<string> {
  // Trap: viewers open a PDF with other things in front of it; that is how one file is two. %PDF- stands at byte 0.
  if (file.toString('latin1', 0, 5) === '%PDF-') return 'application/pdf';
  const found = (await fileTypeFromBuffer(file))?.mime ?? null;
  if (found && found !== 'application/pdf') return found;
  // A mail with a torn head is still a mail: for text, and for text alone, the name may say so.
  const mail = isMail(file) || (/\.eml$/i.test(name) && file.length > 0 && !found && !file.subarray(0, 64 * 1024).includes(0));
  return mail ? 'message/rfc822' : 'application/octet-stream';
}

/** Two or more header lines at the top, one of them a header that every mail has. */
function isMail(file: Buffer): boolean {
  const top = file.toString('latin1', 0, 64 * 1024).replace(/^From .*\r?\n/, '');
  const headers = top.match(/^(?:[!-9;-~]+:(?:[ \t].*|)\r?\n(?:[ \t]+.*\r?\n)*){2,}/)?.[0];
  return (
    !!headers &&
    !headers.includes('\0') &&
    /^(?:from|to|date|subject|received|message-id|return-path|mime-version):/im.test(headers)
  );
}
