/** The parts that need no database, put together for the command line; compose.ts builds on the same. */
import { join } from 'node:path';
import type { Config } from './config.ts';
import { addWorkingDays, isDay } from './domain/calendar.ts';
import type { Standard } from './domain/standard.ts';
import type { Lexicon } from './language/lexicon.ts';
import { cardOfLine, readLine } from './letter-line.ts';
import { parserPool } from './mail/parser-pool.ts';
import { examineAlone } from './office/examine.ts';
import { cardOfMail } from './office/first-card.ts';
import type { ParseMail } from './office/ports/mail.ts';
import type { MarkReader, Printer, Reader, Scanner } from './office/ports/paper.ts';
import type { RuleFiles } from './office/ports/rules.ts';
import type { Signer } from './office/ports/signing.ts';
import { partOf } from './office/understand.ts';
import { keyFolder } from './paper/key-folder.ts';
import { markReader } from './paper/marks.ts';
import { previewPages } from './paper/preview.ts';
import { paperPrinter } from './paper/printer.ts';
import { scanReader } from './paper/recognise.ts';
import { readSheet } from './paper/sheet.ts';
import { loadLetterhead } from './paper/stationery.ts';
import { packageRoot } from './root.ts';
import { ruleFiles } from './standard/changed.ts';
import { loadLexicon } from './standard/lexicon.ts';
import { loadStandard } from './standard/load.ts';

export { FaultyStandard } from './standard/load.ts';

export interface Toolbox {
  readonly standard: Standard;
  readonly lexicon: Lexicon;
  readonly ruleFiles: RuleFiles;
  readonly parse: ParseMail;
  readonly reader: Reader;
  readonly scanner: Scanner;
  readonly printer: Printer;
  readonly signer: Signer;
  readonly marks: MarkReader;
  /** Pages of a PDF as PNG for the screen. @throws ReaderMissing */
  rasterise(pdf: Buffer): Promise<readonly Buffer[]>;
  examineMail(file: string, raw: Buffer): Promise<object>;
  /** One line `{id, text, from?, earlier?}`; of one that is no such thing `{line, id, error}`, `id` when it has one. */
  examineLine(json: string, line: number): object;
  recognise(file: string, content: Buffer): Promise<object>;
  /** Null when the day does not exist. */
  due(day: string, days: number, extend: number): { due: string; provisional: boolean } | null;
  /** @throws Invalid when a requisite is missing */
  letter(json: unknown): Promise<Buffer>;
  stop(): Promise<void>;
}

/** @throws FaultyStandard */
export async function toolbox(config: Pick<Config, 'limits' | 'ownDomains' | 'signingKeys'>): Promise<Toolbox> {
  const { limits, ownDomains } = config;
  const standard = loadStandard(join(packageRoot, 'workflows'), join(packageRoot, 'templates', 'letters'));
  const lexicon = loadLexicon(join(packageRoot, 'workflows', 'lexicon'));
  const pool = parserPool({ limits, ownDomains });
  const reader = scanReader({ limits });
  const printer = paperPrinter({ letterhead: loadLetterhead(join(packageRoot, 'templates', 'letterhead.yaml')) });
  const needs = { standard, lexicon, ownDomains };
  return {
    standard,
    lexicon,
    ruleFiles: ruleFiles(join(packageRoot, 'workflows'), join(packageRoot, 'templates', 'letters')),
    parse: pool.parse,
    reader,
    scanner: reader,
    printer,
    signer: keyFolder({ dir: config.signingKeys }),
    marks: markReader({ limits }),
    rasterise: (pdf) => previewPages(pdf, config.limits.childMs),
    async examineMail(file, raw) {
      const mail = await pool.parse(raw);
      const { subject, from, messageId, inReplyTo, sentAt, text, automatic, bounce } = mail;
      const attachments = mail.attachments
        .filter(({ within }) => !within)
        .map(({ name, named, size, type }) => ({ name: named ? name : null, size, type }));
      const found = examineAlone(needs, {
        letter: { card: cardOfMail(mail), text, parts: mail.attachments.map(partOf), remarks: mail.remarks, seal: mail.seal },
        earlier: [],
        attachmentHashes: mail.attachments.map(({ hash }) => hash),
      });
      const head = {
        file,
        messageId,
        inReplyTo,
        subject,
        from: from.address,
        date: sentAt,
        text,
        attachments,
        automatic,
        seal: mail.seal,
      };
      const unreadable = mail.remarks.length > 0 ? { error: mail.remarks.join(' ') } : {};
      return { ...head, bounceFor: bounce?.for ?? null, ...verdict(found), ...unreadable };
    },
    examineLine(json, line) {
      const read = readLine(json, line);
      if ('error' in read) return read;
      const { id, text, from, earlier } = read;
      const letter = { card: cardOfLine(read), text, parts: [], remarks: [] };
      const found = examineAlone(needs, { letter, earlier: earlier ?? [], attachmentHashes: [] });
      const head = { id, messageId: null, inReplyTo: null, subject: null, from: from ?? null, date: null, text };
      return { ...head, attachments: [], automatic: null, bounceFor: null, ...verdict(found) };
    },
    async recognise(file, content) {
      const seen = await reader.inspect(content, file);
      if (seen.verdict !== 'accept') return { file, pages: [], legible: 'empty', score: 0, reasons: [seen.reason ?? ''] };
      const { pages: read, legible, score, reasons } = await reader.read([{ content, type: seen.type, name: seen.name }]);
      const pages = read.map(({ text, confidence, seconds, legible: verdict, score: of, turn, reason }) => ({
        text,
        confidence,
        seconds,
        legible: verdict,
        score: of,
        turn,
        reason,
      }));
      return { file, pages, legible, score, reasons };
    },
    due(day, days, extend) {
      if (!isDay(day)) return null;
      const { on, provisional } = addWorkingDays(standard.calendar, day, days + extend);
      return { due: on, provisional };
    },
    letter: (json) => printer.letterhead(readSheet(json)),
    stop: () => pool.stop(),
  };
}

function verdict({ contacts, kind, topics, findings }: ReturnType<typeof examineAlone>): object {
  const { emails, phones, addresses, contracts } = contacts;
  return {
    contacts: { emails, phones, addresses, contracts },
    kind,
    topic: topics[0] ?? { id: 'other', score: 0 },
    findings: findings.map(({ ground, clause, score, evidence, category, repeatOf }) => ({
      ground,
      clause,
      score,
      evidence,
      ...(category ? { category } : {}),
      ...(repeatOf ? { repeatOf } : {}),
    })),
  };
}
