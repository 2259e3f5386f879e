/** The posted editor: fields, the files it keeps, what the window saw last, and which of two texts was chosen. */
import type { DraftFields } from '../domain/command.ts';
import type { EnclosedFile } from '../domain/enclosures.ts';
import type { CardView } from '../office/office.ts';
import type { DraftDesk, Typed } from '../office/working-draft.ts';
import { type Body, draftFrom, line, list } from './form.ts';

/** Only files that are known already can be named: of the card, of any working draft of this letter. */
export function typedFrom(body: Body, { stored }: Pick<CardView, 'stored'>, desk: DraftDesk): Typed {
  const { reply } = stored.value;
  const files = body.seen === undefined ? (reply?.files ?? []) : filesFrom(body, knownFiles(reply, desk));
  const fields = { ...draftFrom(body, stored.value), ...(files.length > 0 && { files }) };
  const seen = line(body, 'seen');
  const window = line(body, 'window').slice(0, 64);
  const base = line(body, 'base');
  return {
    fields,
    seen: /^\d{1,9}$/.test(seen) ? Number(seen) : (desk.own?.version ?? 0),
    base: body.base === undefined ? (reply?.savedAt ?? null) : base || null,
    ...(window && { window }),
  };
}

/** «Оставить мой» writes over the other text knowingly; «взять тот» takes its words. Null: nothing was chosen. */
export function chosenText(body: Body, view: Pick<CardView, 'stored'>, desk: DraftDesk): Typed | null {
  const choose = line(body, 'choose');
  if (!choose) return null;
  const typed = typedFrom(body, view, desk);
  const { reply } = view.stored.value;
  const overAll = { seen: desk.own?.version ?? 0, base: reply?.savedAt ?? null };
  if (choose === 'mine') return { fields: typed.fields, ...overAll };
  if (choose === 'window' && desk.own) return { fields: desk.own.fields, seen: desk.own.version, base: desk.own.base };
  if (choose === 'card' && reply) return { fields: reply, ...overAll };
  const other = desk.others.find(({ author }) => choose === `person:${author}`);
  return other ? { fields: other.fields, ...overAll } : null;
}

function knownFiles(files: Pick<DraftFields, 'files'> | null, { own, others }: DraftDesk): readonly EnclosedFile[] {
  return [files, own?.fields, ...others.map(({ fields }) => fields)].flatMap((each) => each?.files ?? []);
}

/** In the order of the form, each with the title typed beside it. */
function filesFrom(body: Body, known: readonly EnclosedFile[]): readonly EnclosedFile[] {
  const titles = [body.fileTitle].flat().map((each) => (typeof each === 'string' ? each.trim() : ''));
  return list(body, 'file').flatMap((hash, index): readonly EnclosedFile[] => {
    const file = known.find((each) => each.hash === hash);
    return file ? [{ ...file, title: titles[index] || file.title }] : [];
  });
}
