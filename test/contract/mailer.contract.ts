/** What every mailer promises. */
import { Buffer } from 'node:buffer';
import { expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import type { Mailer, OutgoingMail } from '../../src/office/ports/mail.ts';

export const reply: OutgoingMail = {
  messageId: 'reply-1@tbek.example',
  date: new Date('2026-06-01T05:00:00Z'),
  to: 'ivan@customer.example',
  subject: 'Ответ на обращение № 12-ЦО',
  text: 'Добрый день!\nОтвет в приложении.',
  html: '<p>Добрый день!</p>',
  inReplyTo: '1@customer.example',
  references: ['0@customer.example', '<1@customer.example>'],
  attachments: [
    {
      name: 'Ответ на обращение о перерасчёте платы за электроэнергию.pdf',
      type: 'application/pdf',
      content: Buffer.from('%PDF-1.4 letter'),
    },
  ],
  automatic: false,
};

/** `sent` gives the bytes that went out, oldest first. */
export function mailerContract(make: () => Promise<{ mailer: Mailer; sent: () => Promise<readonly Buffer[]> }>): void {
  const send = async (...mails: OutgoingMail[]) => {
    const { mailer, sent } = await make();
    for (const mail of mails) await mailer.send(await mailer.compose(mail));
    expect(mailer.status().error).toBeNull();
    return sent();
  };

  it('8.4.6: the consumer gets text, HTML and the letter under its Russian name, in the own thread', async () => {
    const [raw] = await send(reply);
    // Read by a parser that is not ours
    const mail = await simpleParser(raw ?? '', { skipTextToHtml: true });
    expect(mail).toMatchObject({
      messageId: '<reply-1@tbek.example>',
      subject: 'Ответ на обращение № 12-ЦО',
      inReplyTo: '<1@customer.example>',
      references: ['<0@customer.example>', '<1@customer.example>'],
      text: 'Добрый день!\nОтвет в приложении.',
      html: '<p>Добрый день!</p>',
      date: reply.date,
    });
    expect(mail.from?.value).toEqual([{ name: 'Канцелярия', address: 'kanc@tbek.example' }]);
    expect(mail.attachments.map(({ filename, contentType, content }) => [filename, contentType, content.toString()])).toEqual([
      [reply.attachments[0]?.name, 'application/pdf', '%PDF-1.4 letter'],
    ]);
  });

  it('the name of the file is written both ways, for new mail programs and for old ones', async () => {
    const text = (await send(reply))[0]?.toString() ?? '';
    expect(text).toMatch(/filename\*0\*=utf-8''%D0%9E/);
    expect(text).toMatch(/name="=\?UTF-8\?B\?/);
  });

  it('a repeat has the same bytes', async () => {
    const [first] = await send(reply);
    const [again] = await send({ ...reply });
    expect(first?.equals(again as Buffer)).toBe(true);
  });

  it('a notice tells machines not to answer, a reply does not (RFC 3834)', async () => {
    const [notice] = await send({ ...reply, automatic: true });
    expect(notice?.toString()).toMatch(
      /^Auto-Submitted: auto-replied\r\nX-Auto-Response-Suppress: All\r\nX-Loop: kanc@tbek\.example\r\n/m,
    );
    const [unasked] = await send({ ...reply, automatic: true, inReplyTo: null });
    expect(unasked?.toString()).toMatch(/^Auto-Submitted: auto-generated\r\n/m);
    expect((await send(reply))[0]?.toString()).not.toMatch(/Auto-Submitted|X-Loop|List-Unsubscribe|Precedence/);
  });

  it('nobody writes headers of ours through a subject, an address or a file name', async () => {
    const evil = {
      ...reply,
      subject: 'Ответ\r\nBcc: spy@evil.example',
      to: 'ivan@customer.example\r\nBcc: spy@evil.example',
      inReplyTo: '1@x>\r\nBcc: spy@evil.example',
      attachments: [{ name: 'a\r\nBcc: spy@evil.example.pdf', type: 'application/pdf', content: Buffer.from('x') }],
    };
    const [raw] = await send(evil);
    expect(raw?.toString()).not.toMatch(/^Bcc:/im);
  });
}
