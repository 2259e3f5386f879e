/** A mailbox's batch to the office: resolves when every mail is in the register or before people; only then comes the flag. */
import type { House } from './house.ts';
import type { IncomingMail } from './office/ports/mail.ts';

export async function accept({ office }: Pick<House, 'office'>, mails: readonly IncomingMail[]): Promise<void> {
  await office.receive(
    mails.map(({ key, office: code, source, at, raw, oversized }) => ({
      key,
      channel: 'email',
      office: code,
      source,
      at: new Date(at),
      files: [{ name: 'letter.eml', content: raw }],
      entered: null,
      ...(oversized ? { aside: { category: 'oversized', reason: tooLarge(oversized) } } : {}),
    })),
  );
}

function tooLarge(bytes: number): string {
  return `Письмо больше допустимого (${Math.round(bytes / 2 ** 20)} МБ), принято только его начало. Целиком оно осталось в почтовом ящике.`;
}
