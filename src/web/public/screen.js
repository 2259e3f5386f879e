/* What a screen does by itself: clicks on rows and buttons, dialogs, tabs, theme, toast. Without it every link and form still works. */
import { palette } from './palette.js';
import { choose, current, list } from './rows.js';

const all = (selector, scope = document) => [...scope.querySelectorAll(selector)];

/** Where the hand goes in a fresh dialog: what is wrong, the person to choose, the words to write, the button. */
const FIRST = [
  '.wrong :is(input, select, textarea)',
  '[data-digit]:checked',
  '[data-digit]',
  'textarea',
  'input:not([type=hidden], [type=radio], [type=checkbox])',
  '[data-send]',
  'button',
];

function openInDialog(href) {
  window.htmx.ajax('GET', href, { target: '#dialog', swap: 'innerHTML' });
}

document.addEventListener('click', (event) => {
  const { target } = event;
  const row = target.closest('[data-row]');
  if (row) choose(row, false);
  if (row?.matches('tr, .board-card') && !target.closest('a, button, input')) location.href = row.dataset.row;
  const action = target.closest('[data-row-do]');
  if (action) {
    event.preventDefault();
    const href = current()?.dataset.row;
    if (!href) return;
    if (action.dataset.rowDo === 'draft') location.href = `${href}/draft`;
    else openInDialog(`${href}/do/${action.dataset.rowDo}?onward=${encodeURIComponent(list?.dataset.rows ?? '')}`);
  }
  if (target.closest('[data-row-open]')) {
    event.preventDefault();
    if (current()) location.href = current().dataset.row;
  }
  if (target.closest('[data-row-submit]')) current()?.requestSubmit?.();
  const close = target.closest('[data-close]');
  if (close?.closest('dialog')) {
    event.preventDefault();
    close.closest('dialog').close();
  }
  if (target.matches('dialog')) target.close();
  if (target.closest('[data-palette]')) {
    event.preventDefault();
    palette();
  }
  if (target.closest('[data-print]')) window.print();
  const show = target.closest('[data-show]');
  if (show) {
    const field = document.getElementById(show.dataset.show);
    field.type = field.type === 'password' ? 'text' : 'password';
    show.textContent = field.type === 'password' ? 'Показать' : 'Скрыть';
  }
  const demo = target.closest('[data-login]');
  if (demo) {
    document.getElementById('login').value = demo.dataset.login;
    document.getElementById('password').value = demo.dataset.password;
    document.getElementById('login').form.requestSubmit();
  }
  const tab = target.closest('[data-tab]');
  if (tab) {
    for (const each of all('[data-tab]')) each.setAttribute('aria-selected', String(each === tab));
    for (const each of all('[data-panel]')) each.hidden = each.dataset.panel !== tab.dataset.tab;
  }
  if (target.closest('[data-theme-switch]')) switchTheme();
  for (const open of all('details.up[open], .rail details[open]')) if (!open.contains(target)) open.open = false;
});

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  document.cookie = `chancery-theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
}

document.addEventListener('change', (event) => {
  const template = event.target.closest('[data-template]');
  if (template) location.href = `${template.dataset.template}?template=${encodeURIComponent(template.value)}`;
  const marked = all('.sign-row input:checked').length;
  const button = document.querySelector('[data-marked]');
  if (button) {
    button.disabled = marked === 0;
    button.querySelector('[data-marked-count]').textContent = marked > 0 ? `: ${marked}` : '';
  }
});

document.addEventListener(
  'submit',
  (event) => {
    const assign = event.target.closest('[data-assign]');
    if (assign) assign.action = `${current()?.dataset.row}/do/assign`;
    // A second click while the first is on its way is no second letter
    if (event.target.matches('form[method=post]:not([hx-post])'))
      setTimeout(() => {
        for (const button of all('button[type=submit]', event.target)) button.disabled = true;
      });
  },
  true,
);

addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

document.body?.addEventListener('htmx:afterSwap', (event) => {
  const dialog = event.target.closest?.('dialog');
  if (dialog?.id !== 'dialog') return;
  if (!dialog.open) dialog.showModal();
  const first = FIRST.map((selector) => dialog.querySelector(selector)).find(Boolean);
  first?.focus();
});
document.body?.addEventListener('htmx:responseError', (event) => {
  if (event.detail.xhr.status === 401) location.href = '/login';
});
document.body?.addEventListener('htmx:beforeSwap', (event) => {
  const { xhr, target } = event.detail;
  // A failure of something in the background is shown in the dialog, never in place of the work
  if (xhr.status >= 400 && xhr.status !== 422 && xhr.status !== 409 && !target.closest('dialog'))
    event.detail.target = document.getElementById('dialog');
  if ((xhr.status === 409 || xhr.status === 422) && (target.id === 'checks' || target.id === 'pages'))
    event.detail.target = document.getElementById('dialog');
});

const toast = document.querySelector('[data-toast]');
if (toast)
  setTimeout(() => {
    toast.hidden = true;
  }, 6000);
