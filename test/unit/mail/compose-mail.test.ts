import { describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { bareAddress, composer, withName } from '../../../src/mail/compose-mail.ts';

describe('8.4.6: who our mail is from', () => {
  it.each([
    ['kanc@tbek.example', 'АО «ТБЭК»'],
    ['<kanc@tbek.example>', 'АО «ТБЭК»'],
    ['Канцелярия <kanc@tbek.example>', 'Канцелярия'],
    ['"Канцелярия, ЦО" <kanc@tbek.example>', 'Канцелярия, ЦО'],
  ])('%s is shown under a name that people know', async (from, name) => {
    const mail = {
      messageId: '1@tbek.example',
      date: new Date(0),
      to: 'ivan@customer.example',
      subject: 'Ответ',
      text: 'Ответ',
      html: '<p>Ответ</p>',
      inReplyTo: null,
      references: [],
      attachments: [],
      automatic: false,
    };
    const { raw } = await composer(withName(from, 'АО «ТБЭК»'))(mail);
    expect((await simpleParser(raw)).from?.value).toEqual([{ name, address: 'kanc@tbek.example' }]);
    expect(bareAddress(withName(from, 'АО «ТБЭК»'))).toBe('kanc@tbek.example');
  });

  it('a name that could end the quotes does not', () => {
    expect(withName('kanc@tbek.example', 'АО "ТБЭК" <x@evil.example>')).toBe('"АО ТБЭК <x@evil.example>" <kanc@tbek.example>');
    expect(bareAddress(withName('kanc@tbek.example', 'АО "ТБЭК" <x@evil.example>'))).toBe('kanc@tbek.example');
  });
});
