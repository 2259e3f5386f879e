import { Buffer } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { composer } from '../../../src/mail/compose-mail.ts';
import { runs } from '../../support/properties.ts';
import { parse } from './build-mail.ts';

/** Words as people write them, in several scripts; no blanks at the ends, where mail has none either. */
const words = fc
  .array(fc.stringMatching(/^[A-Za-zА-Яа-яёЁ0-9№«»(),.'"%&=?_-]{1,30}$/), { minLength: 1, maxLength: 12 })
  .map((list) => list.join(' '));
const fileName = fc.stringMatching(/^[A-Za-zА-Яа-яё0-9№ «»()'%_,;=-]{0,60}[а-яa-z]\.pdf$/).map((name) => name.trim());

const compose = composer('"Канцелярия" <kanc@tbek.example>');

describe('What is written is read', () => {
  it('8.4.6: subject, text, thread and files of any mail that we send come out as they went in', async () => {
    await fc.assert(
      fc.asyncProperty(
        words,
        words,
        fileName,
        fc.uint8Array({ minLength: 1, maxLength: 3000 }),
        async (subject, text, name, bytes) => {
          const content = Buffer.from(bytes);
          const { raw } = await compose({
            messageId: 'n-1@tbek.example',
            date: new Date('2026-06-01T05:00:00Z'),
            to: 'ivan@customer.example',
            subject,
            text,
            html: `<p>${text}</p>`,
            inReplyTo: '1@customer.example',
            references: ['1@customer.example'],
            attachments: [{ name, type: 'application/x-thing', content }],
            automatic: false,
          });
          const read = await parse(raw);
          expect(read).toMatchObject({
            subject,
            text,
            messageId: 'n-1@tbek.example',
            inReplyTo: '1@customer.example',
            sentAt: '2026-06-01T05:00:00.000Z',
          });
          expect(read.from).toEqual({ name: 'Канцелярия', address: 'kanc@tbek.example' });
          expect(read.attachments.map((file) => [file.name, file.content.equals(content)])).toEqual([[name, true]]);
        },
      ),
      { numRuns: runs(150) },
    );
  });
});
