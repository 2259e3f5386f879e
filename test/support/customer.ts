/** A consumer who writes to us from outside: the bytes of his mail, and what reached him. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import type { TestSmtp } from './smtp-server.ts';

export interface CustomerMail {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  /** With angle brackets. */
  readonly messageId: string;
}

export async function customerMail({ from, subject, text, messageId }: CustomerMail): Promise<Buffer> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await transport.sendMail({ from, to: 'kanc@tbek.example', subject, text, messageId, date: new Date() });
  return message as Buffer;
}

/** Mails to this address that the receiving server has taken, read by a parser that is not ours; oldest first. */
export async function mailsTo(smtp: Pick<TestSmtp, 'mails'>, address: string): Promise<readonly ParsedMail[]> {
  const own = smtp.mails.filter(({ to }) => to.includes(address));
  return Promise.all(own.map(({ raw }) => simpleParser(raw)));
}

/** The text of a PDF by poppler, with each run of white space as one space; hyphens at line ends are taken away. */
export function pdfText(pdf: Buffer): string {
  const dir = mkdtempSync(join(tmpdir(), 'chancery-pdf-'));
  try {
    writeFileSync(join(dir, 'letter.pdf'), pdf);
    const text = execFileSync('pdftotext', ['-layout', join(dir, 'letter.pdf'), '-'], { encoding: 'utf8' });
    return text.replace(/\u00ad?[-‐]\n\s*(?=\p{Ll})/gu, '').replace(/\s+/g, ' ');
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
