/** The report of a mail server that our reply could not be delivered (RFC 3464). */
import { message, multipart } from './raw-mail.ts';

export interface DeliveryReport {
  readonly id: string;
  readonly date: Date;
  /** Where our reply should have gone. */
  readonly recipient: string;
  /** Our mailbox, and the Message-ID of the reply without angle brackets. */
  readonly sender: string;
  readonly about: string;
}

export function deliveryReport({ id, date, recipient, sender, about }: DeliveryReport): Buffer {
  const host = recipient.slice(recipient.indexOf('@') + 1);
  const boundary = `=_report_${id.replace(/[^a-z0-9]/gi, '')}`;
  const words = `550 5.1.1 <${recipient}>: Recipient address rejected: user unknown`;
  const text = `This is the mail system at host mx.${host}.\r\n\r\nYour message could not be delivered:\r\n\r\n<${recipient}>: ${words}\r\n`;
  const status = `Reporting-MTA: dns; mx.${host}\r\n\r\nFinal-Recipient: rfc822; ${recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; ${words}\r\n`;
  const copy = `Message-ID: <${about}>\r\nFrom: <${sender}>\r\nTo: <${recipient}>\r\n`;
  const headers = {
    'Message-ID': `<${id}@mx.${host}>`,
    Date: date.toUTCString().replace('GMT', '+0000'),
    From: `Mail Delivery System <MAILER-DAEMON@mx.${host}>`,
    To: `<${sender}>`,
    Subject: 'Undelivered Mail Returned to Sender',
    'Auto-Submitted': 'auto-replied',
    'MIME-Version': '1.0',
    'Content-Type': `multipart/report; report-type=delivery-status; boundary="${boundary}"`,
  };
  return multipart(headers, boundary, [
    message({ 'Content-Type': 'text/plain; charset=us-ascii' }, text),
    message({ 'Content-Type': 'message/delivery-status' }, status),
    message({ 'Content-Type': 'text/rfc822-headers' }, copy),
  ]);
}
