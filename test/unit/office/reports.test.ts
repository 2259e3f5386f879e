/** What becomes of the reports that other mail servers and programs send about our answers. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { accept } from '../../../src/accept.ts';
import { type FakeHouse, fakeHouse } from '../../support/fake-house.ts';
import { person } from '../../support/house.ts';
import { signedLetters } from '../../support/signed-letters.ts';

const NOW = new Date('2026-11-23T06:00:00Z');
let house: FakeHouse;
let id: string;
let messageId: string;
let address: string;

beforeEach(async () => {
  house = fakeHouse({ now: () => NOW });
  [id = ''] = await signedLetters(house.ports, 1);
  await house.office.handle(id, { type: 'send' }, person('zhurnalova'));
  await house.perform();
  const { reply } = (await house.letters.load(id)).value;
  messageId = (reply?.dispatch?.messageId ?? '').replace(/[<>]/g, '');
  address = reply?.dispatch?.to ?? '';
});

describe('8.4.6: reports about our answers find their reply', () => {
  it('a delivery report (RFC 3464) puts the reply back on the dispatch tray with the server’s words', async () => {
    await receive(
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      `--b\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.far.example\n\nFinal-Recipient: rfc822; ${address}\nAction: failed\nDiagnostic-Code: smtp; 550 5.1.1 No such user\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <${messageId}>\n\n--b--`,
    );
    expect(await letter()).toMatchObject({
      state: 'signed',
      reply: { dispatch: { status: 'bounced', error: '550 5.1.1 No such user' } },
    });
  });

  it('the plain text of an old server does too, also when it quotes only the address', async () => {
    await receive(
      'From: MAILER-DAEMON@mx.far.example',
      `Hi. This is the qmail-send program.\n\n<${address}>:\n550 no mailbox here by that name\n`,
    );
    expect(await letter()).toMatchObject({ state: 'signed', reply: { dispatch: { status: 'bounced' } } });
  });

  it('a delay is no failure', async () => {
    await receive(
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      `--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.far.example\n\nFinal-Recipient: rfc822; ${address}\nAction: delayed\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <${messageId}>\n\n--b--`,
    );
    expect(await letter()).toMatchObject({ state: 'sent' });
  });

  it('a delay in words alone is no failure either', async () => {
    await receive(
      'From: Mailer-Daemon@mx.far.example',
      `A message that you sent has not yet been delivered after more than 24 hours on the queue.\n\n  ${address}\n    Delay reason: Connection timed out\n\nNo action is required. Delivery attempts will continue.\n\nMessage-ID: <${messageId}>\n`,
    );
    expect(await letter()).toMatchObject({ state: 'sent' });
  });

  it('who opens a report in the quarantine sees which letter it is about', async () => {
    await receive('From: MAILER-DAEMON@mx.far.example', `<${address}>:\n550 no mailbox\n\nMessage-ID: <${messageId}>\n`);
    const [arrival] = (await house.office.quarantine()).items;
    const { about } = await house.office.putAside.view(arrival?.key ?? '', person('zhurnalova'));
    expect(about).toBe((await letter()).number);
  });

  it('a read receipt (RFC 8098) is noted on the reply, a deletion unread is not', async () => {
    const receipt = (disposition: string) =>
      receive(
        'Content-Type: multipart/report; report-type=disposition-notification; boundary=b',
        `--b\n\nRead.\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; ${address}\nOriginal-Message-ID: <${messageId}>\nDisposition: manual-action/MDN-sent-manually; ${disposition}\n\n--b--`,
      );
    await receipt('deleted');
    expect((await letter()).reply?.dispatch?.readAt).toBeFalsy();
    await receipt('displayed');
    expect((await letter()).reply?.dispatch?.readAt).toBeTruthy();
    expect((await house.office.quarantine()).items.map(({ category }) => category)).toEqual(['auto-reply', 'auto-reply']);
  });
});

const letter = async () => (await house.letters.load(id)).value;

let uid = 0;
async function receive(header: string, body: string): Promise<void> {
  uid += 1;
  const from = header.startsWith('From:') ? '' : 'From: MAILER-DAEMON@mx.far.example\n';
  const isReceipt = header.includes('disposition');
  const raw = `${isReceipt ? 'From: info@primer.example\n' : from}${header}\nTo: kanc@tbek.example\nSubject: Report ${uid}\nMIME-Version: 1.0\n\n${body}`;
  const mail = {
    key: `imap:a:1:${uid}`,
    office: 'ЦО',
    source: 'kanc',
    at: NOW.toISOString(),
    raw: Buffer.from(raw.replaceAll('\n', '\r\n')),
  };
  await accept(house, [mail]);
}
