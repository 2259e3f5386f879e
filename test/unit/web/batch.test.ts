/** The scanning desk as a screen: with scripts and without. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/engine.ts';
import { type Browser, type WebHouse, webHouse } from '../../support/web-house.ts';

let house: WebHouse;
let clerk: Browser;
beforeAll(async () => {
  house = await webHouse();
  clerk = await house.as('zhurnalova');
});
afterAll(() => house.close());

async function send(name: string, pages: string): Promise<string | null> {
  const form = new FormData();
  form.append('_csrf', clerk.csrf());
  form.append('upload', name);
  form.append('file', new File([`%PDF ${pages}`], `${name}.pdf`));
  return (await clerk.upload('/batch/files', form)).location;
}

describe('«Сканировать пачку» (8.2.3)', () => {
  it('an empty table shows what to do in three steps, and offers no button that would do nothing', async () => {
    const { text } = await clerk.get('/batch');
    expect(text.match(/<h2>\d\. /g)).toEqual(['<h2>1. ', '<h2>2. ', '<h2>3. ']);
    expect(text.match(/data-needs-sheets disabled/g)).toHaveLength(5);
  });

  it('8.2.3: files lie on the table as sheets, cut by blank ones, and are registered from there', async () => {
    expect((await clerk.get('/batch')).text).toContain('Перетащите сюда сканы');
    expect(await send('utro', 'page page blank page')).toBe('/batch');
    await eventually('the sheets are looked at', async () => !(await clerk.get('/batch/board')).text.includes('смотрим…'));
    const { text } = await clerk.get('/batch');
    expect(text.match(/data-sheet="utro-\d"/g)).toHaveLength(4);
    expect(text).toMatch(/Письмо 1 .*Письмо 2 /s);
    expect(text).toContain('пустой');
    expect(text).not.toMatch(/<h2>1\. |data-needs-sheets disabled/);
    await clerk.post('/batch/arrange', { sheet: 'utro-1', do: 'cut' });
    expect((await clerk.get('/batch/board')).text).toContain('Письмо 3');
    const picture = await clerk.get('/batch/sheets/utro-1.jpg?t=0');
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const { location } = await clerk.post('/batch/register');
    expect(location).toBe('/batch');
    const after = (await clerk.get('/batch')).text;
    expect(after.match(/№ ЦО-2026\/00470\d<\/a>/g)).toHaveLength(3);
    expect(house.logged).toEqual([]);
  });

  it('8.2.3: to a script the table alone is answered, with what was refused', async () => {
    const form = new FormData();
    form.append('_csrf', clerk.csrf());
    form.append('file', new File(['MZ'], 'virus.exe'));
    form.append('upload', 'bad');
    const answer = await fetch(`${house.base}/batch/board`, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    expect((await clerk.upload('/batch/files', form)).status).toBe(303);
    expect((await clerk.get('/batch')).text).toContain('virus.exe: Это не PDF, TIFF, JPEG, PNG.');
  });

  it('the separator sheet is printed from here; what is no action is not found', async () => {
    expect((await clerk.get('/batch/separator.pdf')).text).toMatch(/^%PDF/);
    expect((await clerk.post('/batch/arrange', { sheet: 'x', do: 'explode' })).status).toBe(404);
  });

  it('8.2.3: others than the chancery are told so', async () => {
    const executor = await house.as('testov');
    expect((await executor.get('/batch')).status).toBe(409);
  });
});
