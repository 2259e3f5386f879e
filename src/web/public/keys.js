/*
 * The keyboard layer. Letters are taken by their place (event.code), so they work in any layout; a screen's codes are
 * unique (tested). Off inside fields and while a dialog is open, and off altogether by the switch in «?».
 */
import { inPalette, palette } from './palette.js';
import { across, move, neighbour } from './rows.js';

const root = document.documentElement;
const isField = (target) => target.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');
const openDialog = () => document.querySelector('dialog[open]');
const visible = (element) => element.offsetParent !== null || element.getClientRects().length > 0;

const press = (element) => {
  if (element.getAttribute('aria-disabled') === 'true') {
    // The reason stands at the button, and the button may stand under «Ещё»
    element.closest('details')?.setAttribute('open', '');
    return element.focus();
  }
  if (element.dataset.focus) return document.querySelector(element.dataset.focus)?.focus();
  element.click();
};

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.ctrlKey && event.code === 'KeyK') return take(event, () => palette());
  if (event.ctrlKey && event.code === 'Enter') return take(event, send);
  const dialog = openDialog();
  if (dialog) return inDialog(event, dialog);
  if (event.ctrlKey && (event.code === 'ArrowUp' || event.code === 'ArrowDown')) {
    return take(event, () => neighbour(event.code === 'ArrowUp' ? -1 : 1));
  }
  if (isField(event.target)) {
    if (event.code === 'Escape') event.target.blur();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || root.dataset.keys === 'off') return;
  if (event.key === '?' || (event.code === 'Slash' && event.shiftKey) || (event.code === 'Digit7' && event.key === '?'))
    return take(event, showKeys);
  if (event.code === 'Slash' || event.key === '/') return take(event, () => document.querySelector('[data-search]')?.focus());
  if (event.shiftKey) return;
  if (event.code === 'ArrowDown' || event.code === 'ArrowUp') {
    if (move(event.code === 'ArrowDown' ? 1 : -1)) event.preventDefault();
    return;
  }
  if (event.code === 'End') {
    if (move(Number.MAX_SAFE_INTEGER)) event.preventDefault();
    return;
  }
  if (event.code === 'ArrowLeft' || event.code === 'ArrowRight') {
    if (across(event.code === 'ArrowLeft' ? -1 : 1)) return event.preventDefault();
  }
  if (event.code === 'Space') {
    const mark = document.querySelector('.cursor [data-mark], .cursor input[type=checkbox]');
    if (mark) take(event, () => mark.click());
    return;
  }
  if (/^Digit[1-9]$/.test(event.code)) {
    const member = document.querySelector(`[data-team-digit="${event.code.slice(5)}"]:not(:disabled)`);
    if (member) take(event, () => member.click());
    return;
  }
  // Enter on a focused link or button is its own affair
  if (event.code === 'Enter' && event.target.closest?.('a[href], button, summary') && !event.target.closest('[data-row]')) return;
  const found = [...document.querySelectorAll(`[data-code="${event.code}"]`)].find(visible);
  if (found) take(event, () => press(found));
});

function inDialog(event, dialog) {
  if (dialog.id === 'palette') return inPalette(event, dialog);
  if (/^Digit[1-9]$/.test(event.code) && !isField(event.target)) {
    const choice = dialog.querySelector(`[data-digit="${event.code.slice(5)}"]:not(:disabled)`);
    if (choice)
      take(event, () => {
        choice.checked = true;
        choice.focus();
      });
  }
  if (event.code === 'Enter' && event.target.matches?.('input[type=radio]')) take(event, send);
}

function send() {
  const scope = openDialog() ?? document;
  const button = scope.querySelector('[data-send]') ?? scope.querySelector('[data-main]');
  if (button) press(button);
}

function showKeys() {
  const dialog = document.getElementById('keys');
  const list = dialog?.querySelector('[data-keylist]');
  if (!list) return;
  list.textContent = '';
  const known = [...document.querySelectorAll('[data-code][data-label]')]
    .filter(visible)
    .map((each) => [
      each.dataset.label,
      each.querySelector('.key')?.textContent ?? NAMES[each.dataset.code] ?? each.dataset.code,
    ]);
  const here = OTHERS.filter(([selector]) => !selector || document.querySelector(selector)).map(([, ...line]) => line);
  for (const [label, keys] of [...known, ...here]) {
    const line = document.createElement('div');
    line.append(label);
    const caps = document.createElement('span');
    caps.className = 'keys';
    for (const key of keys.split(' ')) {
      const cap = document.createElement('span');
      cap.className = 'key';
      cap.textContent = key;
      caps.append(cap);
    }
    line.append(caps);
    list.append(line);
  }
  dialog.showModal();
}

/** Keys without a button of their own, each where there is something for it: selector, label, keys. */
const OTHERS = [
  ['[data-send], [data-main]', 'Главное действие', 'Ctrl Enter'],
  ['[data-row]', 'Строка вверх, вниз', '↑ ↓'],
  ['[data-row]', 'Последняя строка', 'End'],
  ['[data-column]', 'Соседний столбец', '← →'],
  ['[data-team-digit]', 'Назначить по номеру', '1 – 9'],
  ['[data-mark], [data-row] input[type=checkbox]', 'Отметить', 'Пробел'],
  ['[data-place]', 'Соседнее письмо', 'Ctrl ↑ ↓'],
  ['[data-search]', 'Поиск', '/'],
  ['', 'Найти что угодно', 'Ctrl K'],
  ['', 'Эта подсказка', '?'],
];
const NAMES = { Escape: 'Esc', Enter: 'Enter', Home: 'Home' };

function take(event, work) {
  event.preventDefault();
  work();
}

document.addEventListener('click', (event) => {
  if (event.target.closest?.('[data-keys-open]')) showKeys();
  const off = event.target.closest?.('[data-keys-switch]');
  if (!off) return;
  const next = root.dataset.keys === 'off' ? 'on' : 'off';
  root.dataset.keys = next;
  document.cookie = `chancery-keys=${next}; path=/; max-age=31536000; samesite=lax`;
  off.textContent = next === 'off' ? 'Включить клавиши' : 'Выключить клавиши';
});
