import { Buffer } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical, decodeText } from '../../../src/mail/charset.ts';
import { inCharset } from './build-mail.ts';

const TEXT = 'Здравствуйте! Прошу сделать перерасчёт по договору энергоснабжения, счётчик заменён в январе.';
const PAGES = ['windows-1251', 'koi8-r', 'ibm866', 'iso-8859-5'];

describe('Text of a mail is read by what its bytes are', () => {
  for (const page of [...PAGES, 'utf-8', 'utf-16le', 'x-mac-cyrillic']) {
    it(`8.4.2: a rightly labelled letter in ${page} is read`, () => {
      const bytes = inCharset(TEXT, page === 'x-mac-cyrillic' ? 'maccyrillic' : page);
      expect(decodeText(bytes, page)).toMatchObject({ text: TEXT, repaired: false });
    });
  }

  for (const page of PAGES) {
    for (const label of [
      null,
      'us-ascii',
      'iso-8859-1',
      'utf-8',
      'windows-1252',
      'no-such-charset',
      ...PAGES.filter((each) => each !== page),
    ]) {
      it(`8.4.2: a letter in ${page} labelled ${label ?? 'not at all'} is read all the same`, () => {
        expect(decodeText(inCharset(TEXT, page), label)).toMatchObject({ text: TEXT, charset: page, repaired: true });
      });
    }
  }

  it('a subject of a few words is enough to know the page', () => {
    for (const page of PAGES) expect(decodeText(inCharset('Жалоба на отключения', page), null).text).toBe('Жалоба на отключения');
  });

  it('UTF-8 labelled as an old page is read as UTF-8', () => {
    for (const label of ['windows-1251', 'koi8-r', 'iso-8859-1', 'us-ascii'])
      expect(decodeText(Buffer.from(TEXT), label).text).toBe(TEXT);
  });

  it('a cut character does not make UTF-8 another page', () => {
    const cut = Buffer.concat([Buffer.from(TEXT).subarray(0, -2), Buffer.from('.')]);
    expect(decodeText(cut, 'utf-8').text).toContain('счётчик заменён в январ');
  });

  it('German and French in latin1 stay what they are', () => {
    const western = 'Die Rechnung über 20 Wörter für Müller, déjà vu à la carte, Größe';
    expect(decodeText(inCharset(western, 'latin1'), 'iso-8859-1')).toMatchObject({ text: western, repaired: false });
    expect(decodeText(inCharset(western, 'latin1'), null).text).toBe(western);
  });

  it('text that was decoded wrongly on its way is turned back', () => {
    const twice = Buffer.from(inCharset(TEXT, 'utf8').toString('latin1'), 'utf8');
    expect(twice.toString()).not.toContain('Прошу');
    expect(decodeText(twice, 'utf-8').text).toBe(TEXT);
    const by1251 = 'РџСЂРѕС€Сѓ СЃРґРµР»Р°С‚СЊ РїРµСЂРµСЂР°СЃС‡РµС‚';
    expect(decodeText(Buffer.from(by1251), 'utf-8').text).toBe('Прошу сделать перерасчет');
  });

  it('Russian with many words in Р and С is left alone', () => {
    const text = 'Расчёт по СНТ «Сосна», Россия, Сургут: РСО, СССР, Рассмотрите Срочно.';
    expect(decodeText(Buffer.from(text), 'utf-8').text).toBe(text);
  });

  it('UTF-7 is read, Japanese and Chinese are read by their label', () => {
    expect(decodeText(Buffer.from('+BB8EQAQ+BEgEQw-'), 'utf-7').text).toBe('Прошу');
    expect(decodeText(inCharset('电费', 'gb18030'), 'gb2312').text).toBe('电费');
    expect(decodeText(Buffer.from('\x1b$B4A;z\x1b(B', 'latin1'), 'iso-2022-jp').text).toBe('漢字');
  });

  it('labels are known under the names that senders use', () => {
    expect(['win-1251', '"Windows-1251"', 'cp-1251', 'KOI8', 'DOS-866', 'utf8', 'x-unknown'].map(canonical)).toEqual([
      'windows-1251',
      'windows-1251',
      'windows-1251',
      'koi8-r',
      'ibm866',
      'utf-8',
      'us-ascii',
    ]);
  });

  it('any bytes under any label give text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.option(fc.string()), (bytes, label) => {
        expect(typeof decodeText(Buffer.from(bytes), label).text).toBe('string');
      }),
    );
  });
});
