/** PDFs: pages, passwords, and what does not belong on paper: scripts, launches, embedded files. */
import { inflateSync } from 'node:zlib';
import { installed, run, withFile } from './child.ts';
import { quarantined, rejected, type ScanLimits, tooManyPages, type Verdict } from './verdict.ts';

export async function inspectPdf(file: Buffer, limits: Pick<ScanLimits, 'pages' | 'childMs'>): Promise<Verdict> {
  return withFile(file, async (path) => {
    const timeoutMs = Math.min(limits.childMs, PATIENCE);
    let pages: number | null = null;
    let scripted = false;
    if (await installed('pdfinfo')) {
      const { code, stdout, stderr } = await run('pdfinfo', [path], { timeoutMs });
      const said = stdout.toString('latin1');
      if (/Incorrect password/i.test(stderr)) return quarantined(PASSWORD);
      pages = Number(said.match(/^Pages:\s+(\d+)/m)?.[1] ?? Number.NaN);
      if (code !== 0 || !(pages > 0))
        return quarantined('PDF повреждён, открыть его не удалось. Попросите прислать его ещё раз.');
      if (pages > limits.pages) return rejected(tooManyPages(pages, limits.pages), pages);
      scripted = /^JavaScript:\s+yes/m.test(said);
    }
    const found = scripted ? 'JavaScript' : await foreign(file, path, timeoutMs);
    if (found)
      return quarantined(
        `В PDF есть то, чего не бывает в скане: ${words[found] ?? found}. Его должен посмотреть человек.`,
        pages,
      );
    return { verdict: 'accept', reason: null, pages };
  });
}

/** Milliseconds: every file is answered within 10 s. */
const PATIENCE = 4000;
const PASSWORD = 'PDF защищён паролем, прочитать его нельзя. Попросите прислать документ без пароля.';
const FOREIGN = [
  'JavaScript',
  'JS',
  'Launch',
  'EmbeddedFiles',
  'EmbeddedFile',
  'AA',
  'RichMedia',
  'SubmitForm',
  'ImportData',
  'GoToR',
  'GoToE',
  'XFA',
  'Rendition',
];
const words: Readonly<Record<string, string>> = {
  JavaScript: 'сценарий JavaScript',
  JS: 'сценарий JavaScript',
  Launch: 'запуск программы',
  EmbeddedFiles: 'вложенный файл',
  EmbeddedFile: 'вложенный файл',
  AA: 'действие при открытии страницы',
  RichMedia: 'встроенный ролик',
  SubmitForm: 'отправка данных',
  ImportData: 'загрузка данных',
  GoToR: 'ссылка на чужой файл',
  GoToE: 'ссылка на вложенный файл',
  XFA: 'форма с программой',
  Rendition: 'встроенный ролик',
};

/** The first foreign thing, or null. qpdf sees through object streams; without it the bytes are searched with care. */
async function foreign(file: Buffer, path: string, timeoutMs: number): Promise<string | null> {
  if (await installed('qpdf')) {
    const { code, stdout, stderr } = await run('qpdf', ['--json', '--json-stream-data=none', path], { timeoutMs });
    if (/invalid password/i.test(stderr)) return 'неизвестная защита';
    // 3: warnings only. Killed or failed: the bytes are all there is.
    if (code === 0 || code === 3) {
      const json = stdout.toString('latin1');
      // A text is written "u:/JavaScript", a name "/JavaScript".
      return FOREIGN.find((name) => json.includes(`"/${name}"`)) ?? null;
    }
  }
  const visible = [file.toString('latin1'), ...objectStreams(file)].join('\n');
  return FOREIGN.find((name) => new RegExp(`/${name}(?![A-Za-z0-9])`).test(plainNames(visible))) ?? null;
}

/** «/J#61vaScript» is the same name. */
function plainNames(text: string): string {
  return text.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function objectStreams(file: Buffer): readonly string[] {
  const text = file.toString('latin1');
  const found: string[] = [];
  for (const match of text.matchAll(/\/ObjStm[\s\S]{0,400}?stream\r?\n/g)) {
    const from = match.index + match[0].length;
    try {
      found.push(inflateSync(file.subarray(from), { maxOutputLength: 2 ** 24, finishFlush: 2 }).toString('latin1'));
    } catch {
      // Not deflated, or larger than any table of objects: what is written plainly has been searched.
    }
  }
  return found;
}
