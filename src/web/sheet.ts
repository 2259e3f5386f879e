/** The original as a paper sheet: their words with the evidence marked, attachments, our stamp. */
import type { Letter } from '../domain/letter.ts';
import { layersOfLetter } from '../domain/own-words.ts';
import { isLocked, sealSentence } from '../domain/seal.ts';
import type { Standard } from '../domain/standard.ts';
import { russianDay } from '../domain/words.ts';
import { highlight } from './highlight.ts';
import { letterHref } from './rows.ts';
import { fileSize, longMoment } from './times.ts';
import type { Words } from './words.ts';

export interface Sheet {
  readonly author: string;
  readonly firm: string;
  /** «info@… → kanc@… · 6 ноября 2026, 09:12» */
  readonly way: string;
  readonly subject: string;
  /** Safe HTML. */
  readonly html: string;
  /** Text by OCR or typed in: said so. */
  readonly textNote: string | null;
  readonly empty: boolean;
  readonly files: readonly { readonly href: string; readonly name: string; readonly about: string }[];
  readonly originals: readonly { readonly href: string; readonly name: string; readonly about: string }[];
  readonly mailHref: string | null;
  /** Signed or locked by its sender: by whom, and what to do. */
  readonly seal: { readonly text: string; readonly locked: boolean } | null;
  readonly remarks: readonly string[];
  readonly stamp: { readonly company: string; readonly number: string; readonly on: string };
  readonly copies: readonly string[];
  /** Letters that were joined to this one, with their files. */
  readonly additions: readonly {
    readonly href: string;
    readonly name: string;
    readonly files: readonly { readonly href: string; readonly name: string; readonly about: string }[];
  }[];
}

export function sheetOf(standard: Standard, words: Words, letter: Letter, html: string | null): Sheet {
  const { company } = standard.organisation;
  const { correspondent, subject } = letter.card;
  const href = letterHref(letter.number);
  const { person, organisation, email } = correspondent;
  const to = letter.mail?.to.join(', ');
  const [, ...again] = letter.arrivals;
  return {
    author: person ?? organisation ?? email ?? 'Автор не установлен',
    firm: person && organisation ? organisation : '',
    way: [[email, to].filter(Boolean).join(' → '), longMoment(company.zone, letter.receivedAt)].filter(Boolean).join(' · '),
    subject: subject || 'Без темы',
    html: highlight(letter.repaired?.text ?? letter.text, letter.findings, letter.repaired ? [] : letter.favours, words, {
      layers: layersOfLetter(letter),
      labels: words.layers,
    }),
    textNote: noteOf(letter),
    empty: letter.text.trim() === '' && !isLocked(letter.seal, letter.text),
    files: filesOf(href, letter.parts),
    originals: letter.originals.map(({ name, size }, index) => ({
      href: `${href}/originals/${index}`,
      name,
      about: fileSize(size),
    })),
    mailHref: html === null ? null : `${href}/mail`,
    seal: letter.seal ? { text: sealSentence(letter.seal), locked: letter.seal.what === 'encrypted' } : null,
    remarks: letter.remarks,
    stamp: { company: company.shortName, number: letter.number, on: russianDay(letter.registeredOn) },
    additions: (letter.additions ?? []).map(({ number, registeredOn, subject: about, parts }) => ({
      href: letterHref(number),
      name: `Дополнение № ${number} от ${russianDay(registeredOn)}: ${about || 'без темы'}`,
      files: filesOf(letterHref(number), parts),
    })),
    copies: again.map(({ source, at }) => `${source}, ${longMoment(company.zone, at)}`),
  };
}

function filesOf(href: string, parts: Letter['parts']): Sheet['files'] {
  return parts.map(({ index, name, size, inside }) => ({
    href: `${href}/attachments/${index}`,
    name,
    about: [fileSize(size), inside && insideOf(inside)].filter(Boolean).join(' · '),
  }));
}

/** What is said of an archive as a whole comes first, then its files. */
function insideOf(lines: readonly string[]): string {
  const said = lines.filter((line) => /^(?:архив|осторожно)/.test(line));
  const files = lines.slice(said.length);
  return [...said, ...(files.length > 0 ? [`внутри: ${files.join(', ')}`] : [])].join('; ');
}

const REPAIRED = 'Кодировка восстановлена: показан прочитанный текст, письмо, как пришло, открывает F9';

function noteOf({ repaired, textSource, channel }: Letter): string | null {
  if (repaired) return REPAIRED;
  // 8.3: the consumer's own words, which no hand of ours has touched
  if (textSource === 'entered' && channel === 'web-form') return 'Написано в интернет-приёмной';
  return NOTES[textSource] ?? null;
}

const NOTES: Partial<Record<Letter['textSource'], string>> = {
  recognised: 'Прочитано программой со скана',
  entered: 'Внесено вручную',
};
