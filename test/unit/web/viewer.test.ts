/** The viewer of scans on the card: pages, marks, addresses, and pictures that browsers need not fetch twice. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ScanView } from '../../../src/office/scan-view.ts';
import { type Browser, letterPath, type WebHouse, webHouse } from '../../support/web-house.ts';

const FILE = 'ab'.repeat(32);
const SCAN: ScanView = {
  pages: [
    {
      file: FILE,
      page: 0,
      turn: 90,
      ratio: 1.5,
      legible: 'legible',
      reason: null,
      marks: [
        { left: 1000, top: 2000, right: 3000, bottom: 2200, ground: 'repeat', field: null },
        { left: 4000, top: 500, right: 4500, bottom: 700, ground: null, field: 'refNumber' },
      ],
    },
    { file: FILE, page: 1, turn: 0, ratio: null, legible: 'doubtful', reason: 'текст бледный', marks: [] },
  ],
  suggestions: [{ field: 'refNumber', value: '<145>', page: 0 }],
  searchable: true,
  rescan: 'лист 2: текст бледный',
};
const NUMBER = 'ЦО-2026/004511';

let house: WebHouse;
let clerk: Browser;
beforeAll(async () => {
  house = await webHouse({ scan: (letter) => (letter.number === NUMBER ? SCAN : null) });
  clerk = await house.as('zhurnalova');
});
afterAll(() => house.close());

describe('the viewer of scans (3.2, 8.2.7)', () => {
  it('8.2.7: shows the pages with thumbnails first, their marks, and says what cannot be read', async () => {
    const { text } = await clerk.get(letterPath(NUMBER));
    expect(text.match(/class="scan"/g)).toHaveLength(2);
    expect(text.indexOf('class="thumbs"')).toBeLessThan(text.indexOf('class="scan"'));
    expect(text).toMatch(/<rect class="vmark vmark-repeat" data-field="" x="985" y="1990" width="2030" height="220">/);
    expect(text).toContain('Текст бледный.');
    // Sizes before the pictures are there: nothing jumps
    expect(text).toContain('width="686" height="1029"');
    expect(text).not.toMatch(/ style=/);
  });

  it('3.2: what was read for a field is shown with its sheet, escaped', async () => {
    const { text } = await clerk.get(letterPath(NUMBER));
    expect(text).toContain('data-found="refNumber" data-value="&lt;145&gt;"');
    expect(text).toContain('vmark-field" data-field="refNumber"');
  });

  it('8.2.7: of a bad scan whose paper is here, the clerk is offered another scan, others ask for it, which the clerk sees above the incoming', async () => {
    expect((await clerk.get(letterPath(NUMBER))).text).toMatch(
      /Скан плохой, подлинник у нас.*лист 2: текст бледный.*Заменить скан/s,
    );
    const form = new FormData();
    form.append('_csrf', clerk.csrf());
    form.append('file', new File(['%PDF'], 'luchshe.pdf'));
    expect((await clerk.upload(letterPath(NUMBER, '/rescan'), form)).location).toBe(letterPath(NUMBER));
    const { text } = await clerk.get(letterPath(NUMBER));
    expect(text).toContain('Скан заменён, программа читает его заново.');
    const head = await house.as('obraztsova');
    const seen = (await head.get(letterPath(NUMBER))).text;
    expect(seen).toContain('Попросить пересканировать');
    expect(seen).not.toContain('Заменить скан');
    expect((await head.post(letterPath(NUMBER, '/ask-rescan'), {})).location).toBe(letterPath(NUMBER));
    const asked = (await head.get(letterPath(NUMBER))).text;
    expect(asked).toContain('Канцелярию попросили пересканировать его');
    expect(asked).not.toContain('Попросить пересканировать');
    expect((await clerk.get(letterPath(NUMBER))).text).toMatch(/Лежит: [^<]*Просят пересканировать/);
    expect((await clerk.get('/trays/incoming')).text).toMatch(
      /<b>Просят пересканировать<.b><ul><li><a href="[^"]*004511">№ 004511/,
    );
  });

  it('a letter without scans has no viewer', async () => {
    expect((await clerk.get(letterPath('ЦО-2026/004401'))).text).not.toContain('data-viewer');
  });

  it('a picture is not sent again to a browser that has it', async () => {
    const path = letterPath(NUMBER, `/scan/${FILE}/0.jpg?w=1100&t=90`);
    const first = await clerk.get(path);
    expect([first.status, first.headers.get('content-type'), first.headers.get('cache-control')]).toEqual([
      200,
      'image/jpeg',
      'private, no-cache',
    ]);
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toBe('"page-0"');
    const again = await clerk.get(path, { 'if-none-match': tag });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('the text of a box is asked for by its sides, cut to the page', async () => {
    const { text } = await clerk.get(letterPath(NUMBER, `/scan/${FILE}/1/text?l=-5&t=100&r=20000&b=x`));
    expect(JSON.parse(text)).toEqual({ text: `${NUMBER} 1 0 100 10000 0` });
  });

  it('the searchable copy may do nothing in the browser', async () => {
    const { headers, text } = await clerk.get(letterPath(NUMBER, '/scan.pdf'));
    expect(text).toMatch(/^%PDF/);
    expect(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-disposition')).toContain('filename');
  });

  it.each(['/scan/..%2f..%2fetc/0.jpg', `/scan/${FILE}/-1.jpg`, '/scan/abc/0.jpg', `/scan/${FILE}/x.jpg`])(
    'an address that is none is not found: %s',
    async (rest) => {
      expect((await clerk.get(letterPath(NUMBER, rest))).status).toBe(404);
    },
  );
});
