/* The editor of an answer: keeps what is typed (here at once, on the server after a pause), shows the letterhead and the places. */
(() => {
  const form = document.getElementById('draft');
  if (!form) return;
  const { keep, href } = form.dataset;
  const text = form.elements.text;
  const mirror = form.querySelector('.mirror');
  const SAVE_MS = 900;
  const PREVIEW_MS = 180;
  const RETRY_MS = 5000;
  const HERE_MS = 20000;
  let dirty = false;
  let saving = null;
  let again = false;
  let leaving = false;
  let saveTimer = 0;
  let previewTimer = 0;
  let previewing = null;

  const typed = () => new URLSearchParams(new FormData(form));
  const words = (data) =>
    ['addressee', 'title', 'salutation', 'text', 'enclosures']
      .map((name) => (data.get(name) ?? '').replaceAll('\r\n', '\n'))
      .join('\u0000');
  const post = (url, body, more = {}) =>
    fetch(url, { method: 'POST', body, headers: { 'HX-Request': 'true', 'X-CSRF-Token': form.elements._csrf.value }, ...more });

  /** Each element of the answer takes the place of the one with its id. */
  function place(html) {
    const made = new DOMParser().parseFromString(html, 'text/html');
    for (const each of [...made.body.children]) {
      const old = document.getElementById(each.id);
      if (!old) continue;
      old.replaceWith(each);
      window.htmx?.process(each);
    }
    reflect();
  }

  /* Kept on this computer until the server has it. */
  function stash() {
    try {
      localStorage.setItem(keep, JSON.stringify({ at: Date.now(), fields: [...typed()].filter(([name]) => name !== '_csrf') }));
    } catch {
      /* full or forbidden: the server still gets it */
    }
  }
  function unstash() {
    try {
      localStorage.removeItem(keep);
    } catch {
      /* forbidden */
    }
  }
  function stashed() {
    try {
      return JSON.parse(localStorage.getItem(keep) ?? 'null');
    } catch {
      return null;
    }
  }

  async function save() {
    clearTimeout(saveTimer);
    if (saving) {
      again = true;
      return saving;
    }
    const body = typed();
    const sent = words(body);
    saving = post(form.action, body)
      .then(async (response) => {
        if (response.status === 401) {
          leaving = true;
          location.href = `/login?next=${encodeURIComponent(location.pathname)}`;
          return;
        }
        if (!response.ok) throw new Error(String(response.status));
        place(await response.text());
        const kept = document.getElementById('kept');
        const rival = document.querySelector('#rival > *');
        if (kept?.dataset.seen) form.elements.seen.value = kept.dataset.seen;
        if (kept && !rival) form.elements.base.value = kept.dataset.base;
        dirty = words(typed()) !== sent;
        if (!dirty && !rival) unstash();
        document.getElementById('offline').hidden = true;
      })
      .catch(() => {
        document.getElementById('offline').hidden = false;
        saveTimer = setTimeout(save, RETRY_MS);
      })
      .finally(() => {
        saving = null;
        if (again) {
          again = false;
          saveTimer = setTimeout(save, SAVE_MS);
        }
      });
    return saving;
  }

  async function preview() {
    previewing?.abort();
    const mine = new AbortController();
    previewing = mine;
    const pages = document.getElementById('pages');
    pages.classList.add('busy');
    const begun = performance.now();
    try {
      const response = await post(pages.dataset.preview, typed(), { signal: mine.signal });
      if (!response.ok) throw new Error(String(response.status));
      const html = await response.text();
      if (previewing !== mine) return;
      const made = new DOMParser().parseFromString(html, 'text/html');
      document.getElementById('page-count').textContent = made.getElementById('page-count')?.textContent ?? '';
      pages.replaceChildren(...made.querySelectorAll('img'));
      pages.dataset.ms = String(Math.round(performance.now() - begun));
    } catch (error) {
      if (error.name === 'AbortError') return;
      if (!pages.querySelector('img')) pages.textContent = 'Бланк сейчас не напечатать. Текст сохраняется, как обычно.';
    }
    if (previewing === mine) pages.classList.remove('busy');
  }

  form.addEventListener('input', (event) => {
    if (event.target.matches('[data-enclose], [data-template]')) return;
    dirty = true;
    stash();
    reflect();
    clearTimeout(saveTimer);
    clearTimeout(previewTimer);
    saveTimer = setTimeout(save, SAVE_MS);
    previewTimer = setTimeout(preview, PREVIEW_MS);
  });
  form.addEventListener('change', (event) => {
    if (event.target.matches('[data-enclose], [data-template]')) return;
    form.dispatchEvent(new Event('input'));
  });
  /* What was typed is saved before another template takes its place: it can be had back by the history of the card. */
  form.addEventListener(
    'change',
    async (event) => {
      const { target } = event;
      if (!target.matches('[data-template]')) return;
      event.stopPropagation();
      clearTimeout(saveTimer);
      if (dirty) await save();
      leaving = true;
      location.href = `${target.dataset.template}?template=${encodeURIComponent(target.value)}`;
    },
    true,
  );
  form.addEventListener('submit', () => {
    leaving = true;
  });
  addEventListener('pagehide', () => {
    if (dirty && !leaving) navigator.sendBeacon(form.action, typed());
    const bye = new URLSearchParams({ _csrf: form.elements._csrf.value });
    navigator.sendBeacon(`${href}/draft/leave`, bye);
  });
  const hereTimer = setInterval(() => {
    if (document.visibilityState !== 'visible') return;
    post(`${href}/draft/here`, new URLSearchParams())
      .then(async (response) => (response.ok ? place(await response.text()) : clearInterval(hereTimer)))
      .catch(() => {});
  }, HERE_MS);

  /* A text that was typed here and never reached the server. */
  const left = stashed();
  const offer = document.getElementById('left');
  if (left && words(new URLSearchParams(left.fields)) !== words(typed())) {
    offer.hidden = false;
    offer.querySelector('[data-left-at]').textContent = new Date(left.at).toLocaleString('ru', {
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
    });
  } else if (left) unstash();
  offer.addEventListener('click', (event) => {
    if (event.target.closest('[data-left-take]')) {
      for (const name of ['addressee', 'title', 'salutation', 'text', 'enclosures', 'signatory', 'answerChannel']) {
        const value = left.fields.find(([key]) => key === name)?.[1];
        if (value !== undefined && form.elements[name]) form.elements[name].value = value;
      }
      form.dispatchEvent(new Event('input'));
    } else if (event.target.closest('[data-left-drop]')) unstash();
    else return;
    offer.hidden = true;
  });

  /* The places of remarks and of words to replace, drawn behind the text. */
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
  /** Where it was, or the nearest place that reads the same. */
  function rangeOf(value, { start, end, quote }) {
    const from = Number(start);
    if (value.slice(from, Number(end)) === quote) return { start: from, end: Number(end) };
    let best = -1;
    for (let at = value.indexOf(quote); at >= 0 && quote; at = value.indexOf(quote, at + 1))
      if (best < 0 || Math.abs(at - from) < Math.abs(best - from)) best = at;
    return { start: best, end: best + quote.length };
  }

  document.addEventListener('click', (event) => {
    const jump = event.target.closest('[data-jump]');
    if (jump) {
      const field = form.elements[jump.dataset.jump];
      field.closest('details')?.setAttribute('open', '');
      const { start, end } = rangeOf(field.value, jump.dataset);
      field.focus();
      if (start >= 0) field.setSelectionRange(start, end);
      const share = start / Math.max(1, field.value.length);
      const scroller = form.closest('.editor');
      const top = field.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
      scroller.scrollTo({ top: top + field.offsetHeight * share - 160, behavior: 'auto' });
    }
    const open = event.target.closest('[data-open="insert"], [data-open="library"]');
    if (open) openPalette(open.dataset.open);
    const insert = event.target.closest('[data-insert]');
    if (insert) put(insert.dataset.insert);
    const shelf = event.target.closest('[data-library]');
    if (shelf) {
      document.getElementById('library').close();
      const body = new FormData();
      body.set('library', shelf.dataset.library);
      enclose(body);
    }
    const drop = event.target.closest('[data-drop-file]');
    if (drop) {
      drop.closest('li').remove();
      form.dispatchEvent(new Event('input'));
    }
  });

  function openPalette(id) {
    const dialog = document.getElementById(id);
    dialog.showModal();
    dialog.querySelector('input')?.focus();
  }

  /** A paragraph of its own at the cursor. */
  function put(paragraph) {
    document.getElementById('insert').close();
    const { selectionStart: from, selectionEnd: to, value } = text;
    const before = value.slice(0, from).replace(/\n+$/, '');
    const after = value.slice(to).replace(/^\n+/, '');
    const start = before ? `${before}\n\n` : '';
    text.value = `${start}${paragraph}${after ? `\n\n${after}` : ''}`;
    text.focus();
    const gap = paragraph.indexOf('[');
    const at = start.length + (gap >= 0 ? gap : paragraph.length);
    text.setSelectionRange(at, gap >= 0 ? start.length + paragraph.indexOf(']', gap) + 1 : at);
    form.dispatchEvent(new Event('input'));
  }

  const insertDialog = document.getElementById('insert');
  insertDialog.addEventListener('input', (event) => {
    const wanted = event.target.value.toLowerCase();
    for (const each of insertDialog.querySelectorAll('.snippet')) each.hidden = !each.textContent.toLowerCase().includes(wanted);
  });
  insertDialog.addEventListener('keydown', (event) => {
    const shown = [...insertDialog.querySelectorAll('.snippet:not([hidden])')];
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    const empty = !insertDialog.querySelector('input').value;
    const chosen = digit && empty ? shown[Number(digit) - 1] : event.code === 'Enter' ? shown[0] : null;
    if (!chosen) return;
    event.preventDefault();
    event.stopPropagation();
    chosen.click();
  });
  document.addEventListener('keydown', (event) => {
    if (event.code !== 'F4' || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    openPalette('insert');
  });

  form.querySelector('[data-enclose]')?.addEventListener('change', (event) => {
    const [file] = event.target.files;
    if (!file) return;
    const body = new FormData();
    body.set('file', file);
    event.target.value = '';
    enclose(body);
  });

  /** The text is saved first: the file lies beside it in the working draft. */
  async function enclose(body) {
    const error = document.getElementById('enclose-error');
    error.textContent = '';
    body.set('_csrf', form.elements._csrf.value);
    await save();
    try {
      const response = await post(`${href}/draft/files`, body);
      const html = await response.text();
      if (!response.ok) {
        const said = new DOMParser().parseFromString(html, 'text/html');
        error.textContent = [...said.querySelectorAll('p')].map((each) => each.textContent).join(' ');
        return;
      }
      place(html);
      const files = document.getElementById('files');
      form.elements.seen.value = files.dataset.seen;
      form.elements.base.value = files.dataset.base;
      preview();
      save();
    } catch {
      error.textContent = 'Файл не дошёл. Проверьте связь и приложите его ещё раз.';
    }
  }

  for (const each of form.querySelectorAll('details[data-remember]')) {
    const name = `fold ${each.dataset.remember}`;
    try {
      if (localStorage.getItem(name)) each.open = localStorage.getItem(name) === 'open';
    } catch {
      /* forbidden */
    }
    each.addEventListener('toggle', () => {
      try {
        localStorage.setItem(name, each.open ? 'open' : 'shut');
      } catch {
        /* forbidden */
      }
    });
  }

  reflect();
  preview();
})();
