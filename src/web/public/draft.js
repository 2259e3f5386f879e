/* The editor of an answer: what is typed is kept, printed on the letterhead beside it, and read for its places. */
import { keeping } from './draft-kept.js';
import { palettes } from './draft-palettes.js';
import { places } from './draft-places.js';
import { sheet } from './draft-sheet.js';
import { remember, remembered } from './memory.js';

const SAVE_MS = 900;
const PREVIEW_MS = 180;

const form = document.getElementById('draft');
if (form) edit(form);

function edit(form) {
  /** With the token of forms, as a part of the page. */
  const post = (url, body, more = {}) =>
    fetch(url, { method: 'POST', body, headers: { 'HX-Request': 'true', 'X-CSRF-Token': form.elements._csrf.value }, ...more });

  const { reflect } = places(form);
  const preview = sheet(form, post);
  const kept = keeping(form, { post, place, pause: SAVE_MS });
  let previewTimer = 0;

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

  /** Fields that choose and are no words of the answer have their own ways. */
  const isChooser = (target) => target.matches('[data-enclose], [data-template]');

  form.addEventListener('input', (event) => {
    if (isChooser(event.target)) return;
    kept.changed();
    reflect();
    clearTimeout(previewTimer);
    previewTimer = setTimeout(preview, PREVIEW_MS);
  });
  form.addEventListener('change', (event) => {
    if (!isChooser(event.target)) form.dispatchEvent(new Event('input'));
  });

  palettes(form);
  form.querySelector('[data-enclose]')?.addEventListener('change', (event) => {
    const [file] = event.target.files;
    if (!file) return;
    const body = new FormData();
    body.set('file', file);
    event.target.value = '';
    enclose(body);
  });
  document.addEventListener('click', (event) => {
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

  /** The text is saved first: the file lies beside it in the working draft. */
  async function enclose(body) {
    const error = document.getElementById('enclose-error');
    error.textContent = '';
    body.set('_csrf', form.elements._csrf.value);
    await kept.save();
    try {
      const response = await post(`${form.dataset.href}/draft/files`, body);
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
      kept.save();
    } catch {
      error.textContent = 'Файл не дошёл. Проверьте связь и приложите его ещё раз.';
    }
  }

  for (const each of form.querySelectorAll('details[data-remember]')) {
    const name = `fold ${each.dataset.remember}`;
    const before = remembered('localStorage', name);
    if (before) each.open = before === 'open';
    each.addEventListener('toggle', () => remember('localStorage', name, each.open ? 'open' : 'shut'));
  }

  reflect();
  preview();
}
