/* The places of remarks and of words to replace: drawn behind the text of an answer, and a click on one goes there. */

/** @returns `reflect`, to be called when the text or the list of places has changed */
export function places(form) {
  const text = form.elements.text;
  const mirror = form.querySelector('.mirror');

  function reflect() {
    if (!mirror) return;
    const value = text.value;
    const spans = [...document.querySelectorAll('[data-marked-note], [data-marked-lack]')]
      .filter((each) => each.dataset.jump === 'text')
      .map((each) => ({ ...rangeOf(value, each.dataset), look: 'markedNote' in each.dataset ? 'noted' : 'lacking' }))
      .filter(({ start }) => start >= 0)
      .sort((a, b) => a.start - b.start);
    const pieces = [];
    let at = 0;
    for (const { start, end, look } of spans) {
      if (start < at) continue;
      const mark = document.createElement('mark');
      mark.className = look;
      mark.textContent = value.slice(start, end);
      pieces.push(value.slice(at, start), mark);
      at = end;
    }
    mirror.replaceChildren(...pieces, `${value.slice(at)}\n`);
  }

  document.addEventListener('click', (event) => {
    const jump = event.target.closest('[data-jump]');
    if (!jump) return;
    const field = form.elements[jump.dataset.jump];
    field.closest('details')?.setAttribute('open', '');
    const { start, end } = rangeOf(field.value, jump.dataset);
    field.focus();
    if (start >= 0) field.setSelectionRange(start, end);
    const share = start / Math.max(1, field.value.length);
    const scroller = form.closest('.editor');
    const top = field.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
    scroller.scrollTo({ top: top + field.offsetHeight * share - 160, behavior: 'auto' });
  });

  return { reflect };
}

/** Where it was, or the nearest place that reads the same. */
function rangeOf(value, { start, end, quote }) {
  const from = Number(start);
  if (value.slice(from, Number(end)) === quote) return { start: from, end: Number(end) };
  let best = -1;
  for (let at = value.indexOf(quote); at >= 0 && quote; at = value.indexOf(quote, at + 1))
    if (best < 0 || Math.abs(at - from) < Math.abs(best - from)) best = at;
  return { start: best, end: best + quote.length };
}
