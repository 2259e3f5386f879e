/* The row under the cursor: it moves by key, is there again when one comes back, and a card knows its neighbours in the list. */
import { remember, remembered } from './memory.js';

const all = (selector, scope = document) => [...scope.querySelectorAll(selector)];
const rows = () => all('[data-row]');
export const current = () => document.querySelector('[data-row].cursor');

export function choose(row, focus = true) {
  if (!row) return;
  for (const each of rows()) each.classList.toggle('cursor', each === row);
  row.scrollIntoView({ block: 'nearest' });
  if (focus) row.querySelector('[data-open]')?.focus({ preventScroll: true });
  const list = row.closest('[data-rows]');
  if (list) remember('sessionStorage', `row ${list.dataset.rows}`, row.dataset.number);
}

/** @returns whether there was a row to go to */
export function move(step) {
  const list = all('[data-row]', current()?.closest('[data-column]') ?? document);
  if (list.length === 0) return false;
  const at = list.indexOf(current());
  const next = list[Math.min(list.length - 1, Math.max(0, at + step))];
  if (next?.matches('.sign-row') && next !== current()) location.href = next.dataset.row;
  else choose(next);
  return true;
}

/** On a board: the same place of the next column that has letters. */
export function across(step) {
  const columns = all('[data-column]').filter((each) => each.querySelector('[data-row]'));
  const at = columns.indexOf(current()?.closest('[data-column]'));
  if (at < 0) return false;
  const place = all('[data-row]', columns[at]).indexOf(current());
  const next = all('[data-row]', columns[at + step] ?? columns[at]);
  choose(next[Math.min(place, next.length - 1)]);
  return true;
}

export const list = document.querySelector('[data-rows]');
if (list) {
  const before = remembered('sessionStorage', `row ${list.dataset.rows}`);
  choose(rows().find((row) => row.dataset.number === before) ?? rows()[0]);
  remember('sessionStorage', 'list', {
    href: location.pathname + location.search,
    title: list.dataset.title,
    letters: rows().map((row) => row.dataset.row),
  });
} else if (document.querySelector('.q-row')) choose(rows()[0], false);

const from = remembered('sessionStorage', 'list');
const back = document.querySelector('[data-back]');
const here = from?.letters.indexOf(location.pathname) ?? -1;
if (back && from) {
  back.href = from.href;
  const title = back.querySelector('[data-back-title]');
  if (title) title.textContent = from.title;
  const place = document.querySelector('[data-place]');
  if (place && here >= 0) place.textContent = `${here + 1} из ${from.letters.length}`;
}

/** From a card to the one before or behind it in the list that one came from. */
export function neighbour(step) {
  const next = here >= 0 ? from.letters[here + step] : null;
  if (next) location.href = next;
}
