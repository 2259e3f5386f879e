/** Which of the system's programs are there, by the Debian packages that bring them. */
import { spawnSync } from 'node:child_process';
import type { Reader } from '../office/ports/paper.ts';

/** Asked anew every half minute: something may be installed meanwhile. */
export function programs(): ReturnType<Reader['status']> {
  if (!kept || Date.now() > kept.until) kept = { until: Date.now() + 30_000, status: look() };
  return kept.status;
}

let kept: { readonly until: number; readonly status: ReturnType<Reader['status']> } | null = null;

function look(): ReturnType<Reader['status']> {
  const languages = said('tesseract', '--list-langs').split(/\s+/);
  const missing = [
    ...(languages.length > 1 ? [] : ['tesseract-ocr']),
    ...['rus', 'eng', 'osd'].filter((each) => !languages.includes(each)).map((each) => `tesseract-ocr-${each}`),
    ...(['pdfinfo', 'pdftotext', 'pdftoppm', 'pdfimages'].every(there) ? [] : ['poppler-utils']),
    ...(there('qpdf') ? [] : ['qpdf']),
  ];
  // Turned pages and hidden scripts are seen less well without osd and qpdf; reading works.
  const needed = missing.filter((each) => each !== 'qpdf' && each !== 'tesseract-ocr-osd');
  return { ocr: needed.length === 0, missing };
}

function there(program: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'command -v "$1"', 'sh', program], { stdio: 'ignore' }).status === 0;
}

function said(program: string, argument: string): string {
  return there(program) ? spawnSync(program, [argument], { encoding: 'utf8' }).stdout : '';
}
