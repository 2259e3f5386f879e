/** Public labelled texts (`--data DIR`, the files that README of the data names): what the detectors say of other people's Russian. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Found = (text: string) => readonly string[];

/** Columns by the header line of a TSV. */
export function publicSets(dir: string, found: Found) {
  const isAbuse = (text: string) => found(text).some((each) => each.startsWith('abuse'));
  const vk = rows(dir, 'vk-distorted.dev.tsv');
  const headlines = rows(dir, 'paraphraser-ru.dev.tsv').flatMap(({ text_1 = '', text_2 = '' }) => [text_1, text_2]);
  const sentences = rows(dir, 'koziev-duplicates.dev.tsv').map(({ text = '' }) => text);
  const rude = rows(dir, 'rutoxicon.dev.tsv');
  const of = (list: readonly { readonly text?: string }[]) =>
    rate(
      list.map(({ text = '' }) => text),
      isAbuse,
    );
  return {
    'vk toxic, recall': of(vk.filter(({ toxicity }) => toxicity === '1') as { text: string }[]),
    'vk distorted and toxic, recall': of(
      vk.filter(({ toxicity, distortion }) => toxicity === '1' && distortion === '1') as { text: string }[],
    ),
    'vk not toxic, false': of(vk.filter(({ toxicity }) => toxicity === '0') as { text: string }[]),
    'rutoxicon profanity, recall': of(rude.filter(({ types = '' }) => types.includes('profanity')) as { text: string }[]),
    'rutoxicon all, recall': of(rude as { text: string }[]),
    'headlines, false': rate(headlines, isAbuse),
    'sentences, false': rate(sentences, isAbuse),
  };
}

function rate(texts: readonly string[], test: (text: string) => boolean) {
  const hits = texts.filter(test).length;
  return { texts: texts.length, hits, share: Number((hits / texts.length).toFixed(4)) };
}

function rows(dir: string, name: string): readonly Readonly<Record<string, string>>[] {
  const [head = '', ...lines] = readFileSync(join(dir, name), 'utf8').trimEnd().split('\n');
  const columns = head.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, at) => [columns[at] ?? '', cell])));
}
