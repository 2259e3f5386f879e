import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Finding } from '../../../src/domain/letter.ts';
import { GROUND_IDS } from '../../../src/language/finding.ts';
import { escapeHtml, highlight } from '../../../src/web/highlight.ts';

const LABELS = {
  favours: { contact: 'контакт', contract: 'договор', 'new-argument': 'новый довод', enclosure: 'приложение' },
  missingContacts: 'контакта нет',
};

describe('their words on our screen', () => {
  it('show nothing of a stranger as HTML, whatever he writes and wherever the evidence lies', () => {
    fc.assert(
      fc.property(textWithMarks(), ({ text, findings, favours }) => {
        const html = highlight(text, findings, favours, LABELS);
        const rest = html.replace(OUR_TAGS, '');
        expect(rest).not.toMatch(/[<>"']/);
      }),
    );
  });

  it('lose and move no character: without our tags and flags the text is what came in', () => {
    fc.assert(
      fc.property(textWithMarks(), ({ text, findings, favours }) => {
        const html = highlight(text, findings, favours, LABELS);
        const paragraphs = [...html.matchAll(/<p>([\s\S]*?)<\/p>/g)].map(([, inner = '']) => inner);
        const said = paragraphs.map((inner) =>
          unescaped(
            inner
              .replace(/<sup [^>]*>[^<]*<\/sup>/g, '')
              .replaceAll('<br>', '\n')
              .replace(/<[^>]*>/g, ''),
          ),
        );
        expect(said.filter(Boolean).join('')).toBe(text.replaceAll('\r\n', '\n').replace(/\n[ \t]*(?:\n[ \t]*)+/g, ''));
      }),
    );
  });

  it('mark exactly the evidence of cl. 8.2.9 and put its clause behind it', () => {
    const text = 'Сообщите, сколько <b>платит</b> сосед.';
    const span = spanIn(text, 'сколько <b>платит</b>');
    const html = highlight(text, [finding('confidential', span)], [], LABELS);
    expect(html).toBe(
      '<p>Сообщите, <mark class="hl hl-confidential" data-marks="confidential">сколько &lt;b&gt;платит&lt;/b&gt;</mark>' +
        '<sup class="hl-flag hl-flag-confidential">8.2.9</sup> сосед.</p>',
    );
  });

  it('cut overlapping evidence at its borders; what speaks for the consumer stays visible inside (4.2)', () => {
    const text = 'просим перерасчёт по акту 318 снова';
    const html = highlight(
      text,
      [finding('repeat', spanIn(text, 'перерасчёт по акту 318'))],
      [{ ...spanIn(text, 'акту 318'), what: 'new-argument' }],
      LABELS,
    );
    expect(html).toContain('<mark class="hl hl-repeat" data-marks="repeat">перерасчёт по </mark>');
    expect(html).toContain('<mark class="hl hl-favour hl-more" data-marks="favour repeat">акту 318</mark>');
    expect(html).toContain('новый довод</sup>');
  });

  it('8.2.10: say where contacts are missing, until a person decides otherwise', () => {
    const open = { ...finding('no-contacts', null), evidence: [] };
    expect(highlight('Верните всё.', [open], [], LABELS)).toContain('контакта нет');
    expect(highlight('Верните всё.', [{ ...open, decision: 'dismissed' }], [], LABELS)).not.toContain('контакта нет');
  });

  it('leave out evidence that a person has dismissed', () => {
    const text = 'бездельники';
    expect(highlight(text, [{ ...finding('abuse', spanIn(text, text)), decision: 'dismissed' }], [], LABELS)).toBe(
      '<p>бездельники</p>',
    );
  });

  it('bear offsets that point outside the text', () => {
    expect(highlight('коротко', [finding('abuse', { start: -3, end: 99, text: '' })], [], LABELS)).toContain('>коротко</mark>');
    expect(highlight('', [finding('abuse', { start: 0, end: 4, text: '' })], [], LABELS)).toBe('');
  });

  it('fold a quotation below the answer, but not one with evidence in it, and not a forwarded mail', () => {
    const text = 'Не согласен.\n\n> Сообщите, сколько платит сосед.\n';
    const layers = [
      { kind: 'own' as const, start: 0, end: 14 },
      { kind: 'quoted' as const, start: 14, end: text.length },
    ];
    const folding = { layers, labels: { quoted: 'Цитата', forwarded: 'Пересланное', signature: 'Подпись' } };
    const folded = highlight(text, [], [], LABELS, folding);
    expect(folded).toBe(
      '<p>Не согласен.</p>\n<details class="layer layer-quoted"><summary>Цитата<span>Сообщите, сколько платит сосед.</span></summary>' +
        '<p>&gt; Сообщите, сколько платит сосед.</p></details>',
    );
    const evidence = [finding('confidential', spanIn(text, 'сколько платит'))];
    expect(highlight(text, evidence, [], LABELS, folding)).toContain('<details class="layer layer-quoted" open>');
    const forwarded = {
      ...folding,
      layers: layers.map((each) => (each.kind === 'quoted' ? { ...each, kind: 'forwarded' as const } : each)),
    };
    expect(highlight(text, [], [], LABELS, forwarded)).toContain('<details class="layer layer-forwarded" open>');
  });
});

const OUR_TAGS =
  /<\/?p>|<br>|<mark class="hl [a-z -]+" data-marks="[a-z -]+">|<mark class="hl hl-no-contacts">|<\/mark>|<sup class="hl-flag hl-flag-[a-z-]+">|<\/sup>|\n/g;

function textWithMarks() {
  const letters = fc.constantFrom('а', 'Я', ' ', '\n', '\n\n', '\r\n', '<', '>', '&', '"', "'", '<script>', '😀', '№', '\t');
  return fc
    .record({
      text: fc.array(letters, { maxLength: 40 }).map((each) =>
        each
          .join('')
          .replace(/^\s+|\s+$/g, '')
          .replace(/\r(?!\n)/g, ''),
      ),
      spans: fc.array(fc.tuple(fc.nat(60), fc.nat(60), fc.constantFrom(...GROUND_IDS), fc.boolean()), { maxLength: 5 }),
    })
    .map(({ text, spans }) => ({
      text,
      findings: spans
        .filter(([, , ground, against]) => against && ground !== 'no-contacts')
        .map(([start, end, ground]) => finding(ground, { start, end, text: '' })),
      favours: spans
        .filter(([, , , against]) => !against)
        .map(([start, end]) => ({ start, end, text: '', what: 'new-argument' as const })),
    }));
}

function finding(ground: Finding['ground'], span: Finding['evidence'][number] | null): Finding {
  const clause = { abuse: '8.2.6', illegible: '8.2.7', repeat: '8.2.8', confidential: '8.2.9', 'no-contacts': '8.2.10' }[ground];
  return { ground, clause, score: 0.8, decision: 'open', evidence: span ? [span] : [] };
}

function spanIn(text: string, part: string) {
  const start = text.indexOf(part);
  return { start, end: start + part.length, text: part };
}

function unescaped(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

it('escapes the five signs', () => {
  expect(escapeHtml(`<a href="x">'&'</a>`)).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;');
});
