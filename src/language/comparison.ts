import type { Compared, Comparison, Span } from './finding.ts';
import { contracts } from './identifiers.ts';
import { facts, type News } from './news.ts';
import { quotedParts } from './quoted.ts';
import { type Reading, read, type Sentence, spanOf } from './reading.ts';
import { stem } from './stems.ts';
import { holds } from './wordlist.ts';

/** From this share of its words on a sentence is said in the other letter too. */
const SAME = 0.6;

/** Two letters side by side (cl. 8.2.8): sentences that both have, sentences and facts that only one has. */
export function comparison(news: News, now: string, before: string): Comparison {
  const [mine, theirs] = [read(now), read(before)];
  return { now: marked(news, mine, theirs), before: marked(news, theirs, mine) };
}

function marked(news: News, here: Reading, there: Reading): Compared[] {
  const known = new Set(there.words.map(({ folded }) => stem(folded)));
  const sentences = here.sentences.flatMap((sentence) => {
    const what = verdict(news, here, sentence, known);
    return what ? [{ ...trimmed(here.text, sentence), what }] : [];
  });
  const said = new Set(facts(news, there, quotedParts(there.text), contracts(there.text)).map(({ key }) => key));
  const fresh = facts(news, here, quotedParts(here.text), contracts(here.text))
    .filter(({ key }) => !said.has(key))
    .map(({ start, end }): Compared => ({ ...spanOf(here.text, start, end), what: 'new' }));
  // A new fact inside a sentence that both have is shown by itself
  const inside = (fact: Compared) =>
    sentences.some((each) => each.what === 'new' && each.start <= fact.start && fact.end <= each.end);
  return [...sentences, ...fresh.filter((fact) => !inside(fact))].sort((a, b) => a.start - b.start || b.end - a.end);
}

function verdict(news: News, { words }: Reading, { from, to }: Sentence, known: ReadonlySet<string>): Compared['what'] | null {
  const content = words.slice(from, to).filter(({ folded }) => folded.length > 2 && !holds(news.habit, folded));
  if (content.length < 2) return null;
  const shared = content.filter(({ folded }) => known.has(stem(folded))).length;
  return shared >= content.length * SAME ? 'same' : 'new';
}

function trimmed(text: string, { start, end }: Sentence): Span {
  const raw = text.slice(start, end);
  const from = start + raw.length - raw.trimStart().length;
  return spanOf(text, from, Math.max(from, start + raw.trimEnd().length));
}
