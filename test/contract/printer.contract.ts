/** What every printer promises: requisites on paper, nothing without the executor mark. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { LetterSheet, Printer } from '../../src/office/ports/paper.ts';

const sentence =
  'Показания прибора учёта передаются до 25-го числа каждого месяца любым удобным способом: через личный кабинет, по электронной почте kanc@tbek.example или в центре обслуживания потребителей.';

const TEXT = ['Благодарим Вас за обращение. Мы проверили начисления по договору энергоснабжения № 4512.', sentence];

export const SHEET: LetterSheet = {
  date: '23.11.2026',
  number: 'ЦО-И-2026/001847',
  ref: { number: '214-П', date: '05.11.2026' },
  addressee: ['Генеральному директору', 'ООО «Пример-Снаб»', 'Заказчикову А. Б.', 'ул. Складская, д. 7, г. Таёжноборск, 000107'],
  title: 'О перерасчёте за сентябрь – октябрь 2026 г. по договору № 4512',
  salutation: 'Уважаемый Андрей Борисович!',
  text: TEXT,
  enclosure: ['Расчёт объёмов на 1 л. в 1 экз.', 'Акт замены прибора учёта на 2 л. в 1 экз.'],
  signer: { position: 'Первый заместитель генерального директора', name: 'П. И. Подписантов' },
  executor: { name: 'Тестов Тимофей Тимофеевич', phone: '8 (000) 000-00-00, доб. 214' },
};

export function printerContract(make: () => Printer): void {
  describe('a letter on the letterhead', () => {
    it('8.4.5: has every requisite, in the order of the office, and can be copied out of the PDF', async () => {
      const text = read(await make().letterhead(SHEET));
      const order = ['АО «ТБЭК»', SHEET.date, SHEET.number, 'На № 214-П', SHEET.title, SHEET.salutation, ...TEXT, 'Приложение:'];
      const last = ['С уважением,', 'Первый заместитель', 'П. И. Подписантов', SHEET.executor.name, SHEET.executor.phone];
      let from = 0;
      for (const piece of [...order, ...last]) {
        const at = text.indexOf(squeezed(piece ?? ''), from);
        expect([piece, at >= from]).toEqual([piece, true]);
        from = at;
      }
      for (const line of [...SHEET.addressee, ...SHEET.enclosure]) expect(text).toContain(squeezed(line));
    });

    it('8.2: is refused without name or telephone of the executor', async () => {
      const printer = make();
      await expect(printer.letterhead({ ...SHEET, executor: { name: '', phone: SHEET.executor.phone } })).rejects.toThrow(
        /исполнител/,
      );
      await expect(printer.letterhead({ ...SHEET, executor: { name: SHEET.executor.name, phone: '' } })).rejects.toThrow(
        /исполнител/,
      );
    });

    it('8.4.5: goes on over sheets: numbered from the second, the executor mark on the last one only', async () => {
      const pdf = await make().letterhead({ ...SHEET, text: Array.from({ length: 24 }, () => `${sentence} ${sentence}`) });
      const sheets = pages(pdf);
      expect(sheets.length).toBeGreaterThan(2);
      const marked = sheets.map((text) => text.includes(squeezed(SHEET.executor.phone)));
      expect(marked.indexOf(true)).toBe(sheets.length - 1);
      for (const [index, text] of sheets.entries()) expect([index, text.startsWith(`${index + 1}`)]).toEqual([index, index > 0]);
      expect(sheets.at(-1)).toContain(squeezed('каждого месяца'));
    });

    it('embeds its fonts and claims PDF/A', async () => {
      const fonts = withPdf(await make().letterhead(SHEET), (path) => run('pdffonts', [path]))
        .trim()
        .split('\n')
        .slice(2);
      expect(fonts.length).toBeGreaterThan(1);
      for (const font of fonts) expect(font).toMatch(/PTS.*\byes yes yes\b/);
    });
  });

  it('8.4.6: the scanned copy has the look of the letter, its words behind it, and less than 150 KB a sheet', async () => {
    const copy = await make().scanCopy(await make().letterhead(SHEET), { title: 'Скан-копия', created: new Date(0) });
    expect(copy.length).toBeLessThan(150_000);
    expect(withPdf(copy, (path) => run('pdfimages', ['-list', path]))).toMatch(/image\s+1654\s+2339\s+gray/);
    for (const piece of [SHEET.number, SHEET.salutation, SHEET.executor.name])
      expect(read(copy)).toContain(squeezed(piece ?? ''));
  });

  it('9.8: the list of postal items names each item once, the total, and repeats its head on each sheet', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => ({
      outgoingNumber: `ЦО-И-2026/${1800 + index}`,
      to: 'ООО «Пример-Снаб»',
      address: 'г. Таёжноборск, ул. Складская, д. 7, 000107',
      trackingNumber: index % 2 ? `000100110${1000 + index}` : null,
    }));
    const sheets = pages(await make().postRegister('2026-11-23', rows));
    for (const text of sheets) expect(text).toContain(squeezed('Номер отправления'));
    for (const { outgoingNumber } of rows) expect(sheets.join('').split(squeezed(outgoingNumber))).toHaveLength(2);
    expect(sheets.join('')).toContain(squeezed('Всего отправлений: 40, из них с номером отправления: 20.'));
    await expect(make().postRegister('2026-11-31', rows)).rejects.toThrow(/день/);
  });

  it('9.8: the envelope has sender and addressee on DL, and is refused without an addressee', async () => {
    const pdf = await make().envelope(['АО «ТБЭК»', 'г. Таёжноборск, 000000'], ['ООО «Пример-Снаб»', 'г. Таёжноборск, 000107']);
    expect(withPdf(pdf, (path) => run('pdfinfo', [path]))).toMatch(/Page size:\s+623\.6\d* x 311\.8/);
    expect(read(pdf)).toContain(squeezed('ООО «Пример-Снаб»'));
    await expect(make().envelope(['АО «ТБЭК»'], [])).rejects.toThrow(/получател/);
    for (const [format, size] of [
      ['C5', /649\.1\d* x 459\.2/],
      ['C4', /918\.4\d* x 649\.1/],
    ] as const) {
      const larger = await make().envelope(
        ['АО «ТБЭК»'],
        ['ООО «Пример-Снаб»', 'г. Таёжноборск, 000107', 'info@primer-snab.example'],
        format,
      );
      expect(withPdf(larger, (path) => run('pdfinfo', [path]))).toMatch(size);
      expect(read(larger)).not.toContain('@');
    }
  });
}

function read(pdf: Buffer): string {
  return squeezed(withPdf(pdf, (path) => run('pdftotext', ['-layout', '-enc', 'UTF-8', path, '-'])));
}

function pages(pdf: Buffer): readonly string[] {
  const text = withPdf(pdf, (path) => run('pdftotext', ['-raw', '-enc', 'UTF-8', path, '-']));
  return text.split('\f').slice(0, -1).map(squeezed);
}

/** Without spaces and the hyphens at line ends: what is said, not how it is broken. */
function squeezed(text: string): string {
  return text.replace(/-\n/g, '').replace(/[\s\u00a0-]+/g, '');
}

function withPdf(pdf: Buffer, work: (path: string) => string): string {
  const dir = mkdtempSync(join(tmpdir(), 'printer-'));
  try {
    writeFileSync(join(dir, 'a.pdf'), pdf);
    return work(join(dir, 'a.pdf'));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** A missing poppler-utils is a failure, not a skip. */
function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { encoding: 'utf8' });
}
