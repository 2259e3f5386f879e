/** Looking at a letter: what the person may see, and every look in the audit trail (152-ФЗ ст. 19; cl. 4.2, 7.3.1). */
import { maySee } from '../domain/access.ts';
import { dayIn } from '../domain/calendar.ts';
import { NotFound } from '../domain/errors.ts';
import type { Letter } from '../domain/letter.ts';
import { correspondentKeys } from '../domain/likeness.ts';
import type { Person } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import type { GatherFacts } from './facts.ts';
import type { FileBytes } from './file-bytes.ts';
import type { CardView, Office } from './office.ts';
import { optionsFor } from './options.ts';
import type { Arrivals, Vault } from './ports/intake.ts';
import type { Letters, Stored } from './ports/letters.ts';
import type { ParsedMail, ParseMail } from './ports/mail.ts';
import type { Reader } from './ports/paper.ts';
import type { Audit, Clock, People } from './ports/people.ts';
import type { Register } from './ports/register.ts';
import type { Signer } from './ports/signing.ts';
import { type ScanNeeds, scanImage, scanText, scanView } from './scan-view.ts';
import type { See } from './sight.ts';
import { signatureState } from './signature-state.ts';
import { visibleLetter } from './visible-letter.ts';

export interface LookNeeds extends ScanNeeds {
  readonly standard: Standard;
  readonly letters: Pick<Letters, 'load'>;
  readonly register: Register;
  readonly arrivals: Pick<Arrivals, 'counts'>;
  readonly vault: Pick<Vault, 'read'>;
  readonly parse: ParseMail;
  readonly reader: Pick<Reader, 'page'>;
  readonly people: People;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly facts: GatherFacts;
  readonly signer: Pick<Signer, 'verify'>;
  readonly see: See;
}

const MAIL = 'message/rfc822';
const EARLIER = 20;
const AUDIT = 100;

type Looking = Pick<
  Office,
  | 'card'
  | 'openCard'
  | 'opened'
  | 'original'
  | 'attachment'
  | 'page'
  | 'scan'
  | 'scanImage'
  | 'scanText'
  | 'searchable'
  | 'replyDocument'
  | 'replyCopy'
  | 'journal'
  | 'counts'
  | 'options'
>;

export function looking(needs: LookNeeds): Looking {
  return {
    card: async (number, actor) => card(needs, await seen(needs, number, actor, 'viewed'), actor),
    openCard: async (number, actor) => card(needs, (await visibleLetter(needs, number, actor)).stored, actor),
    opened: async (number, actor) => (await visibleLetter(needs, number, actor)).stored,
    original: async (number, index, actor) => original(needs, (await seen(needs, number, actor, 'opened_original')).value, index),
    attachment: async (number, index, actor) =>
      attachment(needs, (await seen(needs, number, actor, 'opened_attachment')).value, index),
    async page(number, index, page, actor) {
      const file = await original(needs, (await seen(needs, number, actor, 'viewed_page')).value, index);
      return needs.reader.page(file, page);
    },
    // The card's own look is in the trail: its pages are part of it, each large picture is one more look.
    scan: async (number, actor) => scanView(needs, (await visibleLetter(needs, number, actor)).stored.value),
    async scanImage(number, { file, page }, look, actor) {
      const { stored } =
        look.width > THUMBNAIL
          ? { stored: await seen(needs, number, actor, 'viewed_page') }
          : await visibleLetter(needs, number, actor);
      return scanImage(needs, stored.value, file, page, look);
    },
    scanText: async (number, { file, page }, box, actor) =>
      scanText(needs, (await visibleLetter(needs, number, actor)).stored.value, file, page, box),
    async searchable(number, actor) {
      const copy = (await seen(needs, number, actor, 'opened_original')).value.legibility?.searchable;
      if (!copy) throw new NotFound('Копии с текстом ещё нет: она появится, когда скан будет прочитан.');
      const { hash, name, type, size } = copy;
      return { name, type, size, content: await needs.vault.read(hash) };
    },
    replyDocument: async (number, actor) => replyDocument(needs, (await seen(needs, number, actor, 'opened_reply')).value),
    replyCopy: async (number, actor) => replyCopy(needs, (await seen(needs, number, actor, 'opened_reply')).value),
    journal: async (query, actor) => needs.register.page({ ...query, scope: await needs.see(actor) }),
    async counts(actor) {
      const scope = await needs.see(actor);
      const [trays, { quarantined, failed }] = await Promise.all([needs.register.counts(scope), needs.arrivals.counts()]);
      return { ...trays, quarantine: quarantined + failed };
    },
    async options(letterId, actor) {
      const { value } = await needs.letters.load(letterId);
      if (!maySee(await needs.see(actor), value)) throw new NotFound('Такой карточки нет.');
      return optionsFor(needs, value, actor);
    },
  };
}

/** Pixels: a picture no wider shows no words. */
const THUMBNAIL = 200;

/** Every look is in the trail. */
async function seen(needs: LookNeeds, number: string, actor: Person, what: string): Promise<Stored<Letter>> {
  const { stored, scope } = await visibleLetter(needs, number, actor);
  const basis = scope.all ? 'по должности' : 'по подразделению или поручению';
  await needs.audit.record({
    at: needs.clock.now().toISOString(),
    by: actor.id,
    what,
    letterId: stored.id,
    basis,
    address: null,
  });
  return stored;
}

async function card(needs: LookNeeds, stored: Stored<Letter>, actor: Person): Promise<CardView> {
  const { value } = stored;
  const [options, people, earlier, audit, mail, signature] = await Promise.all([
    optionsFor(needs, value, actor),
    needs.people.all(),
    needs.register.earlier(correspondentKeys(value.card), value.receivedAt, EARLIER),
    needs.audit.of(stored.id, AUDIT),
    mailOf(needs, value),
    signatureState(needs, value),
  ]);
  const today = dayIn(needs.standard.organisation.company.zone, needs.clock.now());
  return {
    stored,
    options,
    people,
    earlier: earlier.filter(({ id }) => id !== stored.id),
    audit,
    today,
    html: mail?.html ?? null,
    signature,
  };
}

async function mailOf({ vault, parse }: LookNeeds, { originals }: Letter): Promise<ParsedMail | null> {
  const raw = originals.find(({ type }) => type === MAIL);
  return raw ? parse(await vault.read(raw.hash)) : null;
}

async function original({ vault }: LookNeeds, { originals }: Letter, index: number): Promise<FileBytes> {
  const file = originals[index];
  if (!file) throw new NotFound('Такого файла в карточке нет.');
  const { hash, name, type, size } = file;
  return { name, type, size, content: await vault.read(hash) };
}

async function attachment(needs: LookNeeds, letter: Letter, index: number): Promise<FileBytes> {
  const part = (await mailOf(needs, letter))?.attachments[index];
  if (!part) throw new NotFound('Такого вложения в письме нет.');
  const { name, type, size, content } = part;
  return { name, type, size, content };
}

async function replyDocument({ vault }: LookNeeds, { reply }: Letter): Promise<FileBytes> {
  if (!reply?.document) throw new NotFound('Подписанного ответа ещё нет.');
  const { hash, name, type, size } = reply.document;
  return { name, type, size, content: await vault.read(hash) };
}

async function replyCopy({ vault }: LookNeeds, { reply }: Letter): Promise<FileBytes> {
  if (!reply?.copy) throw new NotFound('Скана подписанного ответа ещё нет.');
  const { hash, name, type, size } = reply.copy;
  return { name, type, size, content: await vault.read(hash) };
}
