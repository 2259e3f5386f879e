/* The signing desk: marks that survive leafing, remarks on selected places, one confirmation for many. */
import { remember, remembered } from './memory.js';

(() => {
  const box = document.querySelector('[data-remarks]');
  const store = (name) => remembered('sessionStorage', name) ?? [];
  const keep = (name, value) => remember('sessionStorage', name, value);

  const marks = [...document.querySelectorAll('.sign-row input[type=checkbox]')];
  const current = document.querySelector('.sign-row.on')?.dataset.number;
  const read = new Set([...store('signing read'), ...(current ? [current] : [])]);
  keep('signing read', [...read].slice(-200));
  for (const row of document.querySelectorAll('.sign-row'))
    if (read.has(row.dataset.number)) row.querySelector('[data-read]')?.removeAttribute('hidden');
  if (marks.length > 0) {
    const marked = new Set(store('signing marked'));
    for (const each of marks) each.checked = marked.has(each.value);
    marks[0].dispatchEvent(new Event('change', { bubbles: true }));
    document.addEventListener('change', (event) => {
      if (marks.includes(event.target))
        keep(
          'signing marked',
          marks.filter(({ checked }) => checked).map(({ value }) => value),
        );
    });
  }

  const confirm = document.getElementById('sign-confirm');
  document.getElementById('sign-all')?.addEventListener('submit', (event) => {
    const chosen = marks.filter(({ checked }) => checked);
    if (event.submitter?.matches('[data-confirmed]') || chosen.length === 0 || !confirm) return keep('signing marked', []);
    event.preventDefault();
    confirm.querySelector('[data-confirm-count]').textContent = `${chosen.length}`;
    confirm.querySelector('[data-confirm-list]').replaceChildren(
      ...chosen.map(({ value, dataset }) => {
        const line = document.createElement('li');
        const who = document.createElement('b');
        who.textContent = dataset.to;
        const small = document.createElement('small');
        small.textContent = `${dataset.title} · № ${value}${read.has(value) ? '' : ' · не открывали'}`;
        line.append(who, small);
        return line;
      }),
    );
    confirm.showModal();
  });

  if (!box) return;
  const key = box.dataset.remarks;
  const list = box.querySelector('[data-remark-list]');
  const fresh = box.querySelector('.remark-new');
  let notes = store(key);
  let place = null;

  function show() {
    keep(key, notes);
    for (const each of document.querySelectorAll('[data-note-count]'))
      each.textContent = notes.length > 0 ? ` · ${notes.length}` : '';
    list.replaceChildren(
      ...notes.map((note, index) => {
        const line = document.createElement('li');
        const quote = document.createElement('span');
        quote.className = 'jump';
        quote.textContent = `«${note.quote}»`;
        const text = document.createElement('b');
        text.textContent = note.text;
        const drop = document.createElement('button');
        drop.type = 'button';
        drop.className = 'btn small quiet';
        drop.textContent = 'Убрать';
        drop.dataset.remarkRemove = String(index);
        line.append(quote, text, drop);
        return line;
      }),
    );
    for (const each of box.querySelectorAll('[data-part]')) {
      const text = each.textContent;
      const mine = notes
        .filter(({ part, paragraph }) => part === each.dataset.part && String(paragraph) === each.dataset.paragraph)
        .sort((a, b) => a.start - b.start);
      const pieces = [];
      let at = 0;
      for (const { start, quote } of mine) {
        if (start < at || text.slice(start, start + quote.length) !== quote) continue;
        const mark = document.createElement('mark');
        mark.textContent = quote;
        pieces.push(text.slice(at, start), mark);
        at = start + quote.length;
      }
      each.replaceChildren(...pieces, text.slice(at));
    }
  }

  document.addEventListener('selectionchange', () => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    const host = range.startContainer.parentElement?.closest('[data-part]');
    if (!host || !box.contains(host) || !host.contains(range.endContainer)) return;
    const before = document.createRange();
    before.setStart(host, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const raw = range.toString();
    const quote = raw.trim();
    if (!quote) return;
    const start = before.toString().length + raw.indexOf(quote);
    place = { part: host.dataset.part, paragraph: Number(host.dataset.paragraph), start, quote };
    fresh.hidden = false;
    fresh.querySelector('[data-remark-quote]').textContent = quote.length > 120 ? `${quote.slice(0, 118)}…` : quote;
  });
  document.addEventListener('click', (event) => {
    const { target } = event;
    const area = fresh.querySelector('textarea');
    if (target.closest('[data-remark-add]')) {
      const text = area.value.trim();
      if (!text || !place) return area.focus();
      notes = [...notes, { ...place, text }];
      area.value = '';
      place = null;
      fresh.hidden = true;
      show();
    }
    if (target.closest('[data-remark-drop]')) fresh.hidden = true;
    const remove = target.closest('[data-remark-remove]');
    if (remove) {
      notes = notes.filter((_, index) => index !== Number(remove.dataset.remarkRemove));
      show();
    }
  });
  /* The remarks go with the form that returns the draft. */
  document.body.addEventListener('htmx:configRequest', (event) => {
    const { elt, parameters } = event.detail;
    if (elt.matches?.('form[data-act]') && elt.action.endsWith('/do/return_draft') && notes.length > 0)
      parameters.notes = JSON.stringify(notes);
  });
  document.body.addEventListener('htmx:afterRequest', (event) => {
    const { elt, xhr } = event.detail;
    if (elt.matches?.('form[data-act]') && elt.action?.endsWith('/do/return_draft') && xhr.status === 204) keep(key, []);
  });
  show();
})();
