/* What is typed in the editor of an answer is kept: here at once, on the server after a pause; a text that never got there is offered. */
import { remember, remembered } from './memory.js';

const RETRY_MS = 5000;
const HERE_MS = 20000;
const WORDS = ['addressee', 'title', 'salutation', 'text', 'enclosures'];

/**
 * @param post sends a form; @param place puts the answer of the server into the page; @param pause ms without a key before it is saved
 * @returns `changed`, to be told of each key, and `save`, which saves now and ends when the server has it or cannot be reached
 */
export function keeping(form, { post, place, pause }) {
  const { keep, href } = form.dataset;
  let dirty = false;
  let saving = null;
  let again = false;
  let leaving = false;
  let saveTimer = 0;

  const typed = () => new URLSearchParams(new FormData(form));
  const words = (data) => WORDS.map((name) => (data.get(name) ?? '').replaceAll('\r\n', '\n')).join('\u0000');

  /* Kept on this computer until the server has it. */
  const stash = () =>
    remember('localStorage', keep, { at: Date.now(), fields: [...typed()].filter(([name]) => name !== '_csrf') });
  const unstash = () => remember('localStorage', keep, null);

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
          saveTimer = setTimeout(save, pause);
        }
      });
    return saving;
  }

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
  const left = remembered('localStorage', keep);
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
      for (const name of [...WORDS, 'signatory', 'answerChannel']) {
        const value = left.fields.find(([key]) => key === name)?.[1];
        if (value !== undefined && form.elements[name]) form.elements[name].value = value;
      }
      form.dispatchEvent(new Event('input'));
    } else if (event.target.closest('[data-left-drop]')) unstash();
    else return;
    offer.hidden = true;
  });

  return {
    save,
    changed() {
      dirty = true;
      stash();
      clearTimeout(saveTimer);
      saveTimer = setTimeout(save, pause);
    },
  };
}
