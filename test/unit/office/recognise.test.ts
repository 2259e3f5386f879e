import { describe, expect, it } from '@jest/globals';
import { suggestionsIn } from '../../../src/office/suggest.ts';
import { illegibleParts, weakPlaces } from '../../../src/office/weak-places.ts';
import { eventually } from '../../support/engine.ts';
import { houseWith, read, SCANNED_AT, scanned, TEXT } from '../../support/scanned-letter.ts';

describe('a scan becomes a letter that can be searched (8.2.7)', () => {
  it('8.2.7: its text is on the card, with the searchable copy beside the original', async () => {
    const house = houseWith(async (files) => ({
      pages: files.map(({ hash = '' }) => read(TEXT, { file: hash, page: 0 })),
      legible: 'legible',
      score: 1,
      reasons: [],
    }));
    const letter = await scanned(house);
    await eventually('the scan is read', async () => letter()?.value.legibility !== null);
    const value = letter()?.value;
    expect(value?.text).toBe(TEXT);
    expect(value?.legibility?.searchable).toMatchObject({
      type: 'application/pdf',
      name: expect.stringContaining('с текстом.pdf'),
    });
    expect((await house.ports.vault.read(value?.legibility?.searchable?.hash ?? '')).toString()).toBe('%PDF');
    expect(value?.legibility?.pages).toEqual([expect.objectContaining({ file: value?.originals[0]?.hash, page: 0, turn: 0 })]);
  });

  it('3.2: the fresh card gets what the scan says of its sender', async () => {
    const house = houseWith(async () => ({ pages: [read(TEXT)], legible: 'legible', score: 1, reasons: [] }));
    const letter = await scanned(house);
    await eventually('the scan is read', async () => letter()?.value.legibility !== null);
    expect(letter()?.value.card).toMatchObject({
      subject: 'О сверке расчётов',
      customerRef: { number: '145', on: '2026-11-18' },
      correspondent: {
        organisation: 'ООО «Пример-Снаб»',
        email: 'info@primer-snab.example',
        phone: expect.stringMatching(/924.*214/),
        inn: '7707083893',
        contract: '90-417/26',
        address: expect.stringContaining('Примерная'),
      },
    });
  });

  it('8.2.7: while a thick scan is being read, notices of other letters go their way', async () => {
    let finish = () => {};
    const thick = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const house = houseWith(async () => {
      await thick;
      return { pages: [read(TEXT)], legible: 'legible', score: 1, reasons: [] };
    });
    const letter = await scanned(house);
    expect(letter()?.value.legibility).toBeNull();
    const raw = Buffer.from(
      'From: <info@primer.example>\r\nTo: kanc@tbek.example\r\nSubject: Question\r\nMessage-ID: <1@primer.example>\r\n\r\nПросим сверить, телефон 8 (924) 000-00-00.',
    );
    await house.office.receive([
      {
        key: 'imap:one:1:1',
        channel: 'email',
        office: 'ЦО',
        source: 'kanc',
        at: SCANNED_AT,
        files: [{ name: 'a.eml', content: raw }],
        entered: null,
      },
    ]);
    await house.perform();
    expect(house.mails).toHaveLength(1);
    finish();
    await eventually('the scan is read', async () => letter()?.value.legibility !== null);
  });
});

describe('what could not be read (8.2.7)', () => {
  const word = (text: string, line: number, confidence: number) => ({
    text,
    confidence,
    line: String(line),
    left: 1000,
    right: 5000,
    top: line * 200,
    bottom: line * 200 + 120,
  });

  it('8.2.7: lines that were guessed are one place when they are neighbours', () => {
    const words = [
      word('Просим', 1, 0.95),
      word('кваыр', 2, 0.3),
      word('щзхжъ', 3, 0.2),
      word('сверку', 4, 0.9),
      word('ыыы', 30, 0.1),
    ];
    expect(weakPlaces(words)).toEqual([
      { left: 1000, right: 5000, top: 400, bottom: 720 },
      { left: 1000, right: 5000, top: 6000, bottom: 6120 },
    ]);
    expect(weakPlaces([])).toEqual([]);
  });

  it('8.2.7: the notice names the sheets and their parts, and nothing when all of it is lost', () => {
    const page = (legible: 'legible' | 'doubtful' | 'illegible' | 'empty', score: number, more = {}) => ({
      confidence: 0,
      legible,
      score,
      ...more,
    });
    const parts = (...pages: readonly ReturnType<typeof page>[]) =>
      illegibleParts({ legibility: { legible: 'doubtful', score: 0, reasons: [], pages } });
    const weak = [{ left: 0, right: 9000, top: 8000, bottom: 9000 }];
    expect(
      parts(page('legible', 1), page('illegible', 0, { reason: 'изображение размыто' }), page('doubtful', 0.6, { weak })),
    ).toBe('лист 2 целиком (изображение размыто); нижняя часть листа 3');
    expect(parts(page('doubtful', 0.5))).toBe('отдельные места листа 1');
    expect(parts(page('illegible', 0), page('empty', 0))).toBeNull();
    expect(parts(page('legible', 1))).toBeNull();
    expect(illegibleParts({ legibility: null })).toBeNull();
  });
});

describe('what a text says for the fields of the card (3.2)', () => {
  const own = { domains: ['tbek.example'], phones: [] };

  it('3.2: each proposal has the place it came from', () => {
    const found = suggestionsIn(TEXT, own);
    expect(found.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['organisation', 'email', 'phone', 'address', 'inn', 'contract', 'refNumber', 'refOn']),
    );
    for (const { field, start, end, value } of found) {
      const written = TEXT.slice(start, end);
      if (field === 'refOn') expect([written, value]).toEqual(['18.11.2026', '2026-11-18']);
      else if (field !== 'phone') expect(written.replace(/\s/g, '')).toContain(value.replace(/\s/g, '').slice(0, 8));
    }
  });

  it('3.2: the addressee is not the sender, and our own address is not his', () => {
    const found = suggestionsIn('В канцелярию\nАО «ТБЭК»\nkanc@tbek.example\nот: ТСЖ «Макет»\noffice@maket.example', own);
    expect(found.find(({ field }) => field === 'organisation')?.value).toBe('ТСЖ «Макет»');
    expect(found.filter(({ field }) => field === 'email').map(({ value }) => value)).toEqual(['office@maket.example']);
  });

  it('3.2: «№» that was read as «Ne» still gives the number and day of the sender', () => {
    expect(suggestionsIn('Исх. Ne 27-К от 03.10.2026', own).map(({ value }) => value)).toEqual(['27-К', '2026-10-03']);
  });
});
