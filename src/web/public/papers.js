/* The editor of a template: a name of the list goes in at the cursor; what is typed is kept here until it is saved there. */
(() => {
  const form = document.getElementById('template');
  if (!form) return;
  const area = form.elements.source;
  if (area.readOnly) return;
  const { keep } = form.dataset;
  // A page that says why it was not saved holds the typed text, not the saved one
  const saved = 'unsaved' in form.dataset ? null : area.value;
  let leaving = false;

  /* Kept on this computer: a closed laptop, a torn line and another window that was faster lose no words. */
  const store = {
    put(value) {
      try {
        localStorage.setItem(keep, JSON.stringify({ at: Date.now(), seen: form.elements.seen.value, value }));
      } catch {
        /* full or forbidden: leaving is asked about */
      }
    },
    get() {
      try {
        return JSON.parse(localStorage.getItem(keep) ?? 'null');
      } catch {
        return null;
      }
    },
    drop() {
      try {
        localStorage.removeItem(keep);
      } catch {
        /* forbidden */
      }
    },
  };

  const typed = () => area.dispatchEvent(new Event('input', { bubbles: true }));
  area.addEventListener('input', () => {
    if (area.value === saved) store.drop();
    else store.put(area.value);
  });
  form.addEventListener('click', (event) => {
    const name = event.target.closest('[data-name]')?.dataset.name;
    if (!name) return;
    area.setRangeText(`{{${name}}}`, area.selectionStart, area.selectionEnd, 'end');
    area.focus();
    typed();
  });
  form.addEventListener('submit', () => {
    leaving = true;
  });
  addEventListener('beforeunload', (event) => {
    if (!leaving && area.value !== saved) event.preventDefault();
  });

  const left = store.get();
  const offer = document.getElementById('template-left');
  if (left && left.value.trim() !== area.value.trim()) {
    offer.hidden = false;
    offer.querySelector('[data-left-at]').textContent = new Date(left.at).toLocaleString('ru', {
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
    });
  } else if (saved !== null) store.drop();
  offer.addEventListener('click', (event) => {
    if (event.target.closest('[data-left-take]')) {
      area.value = left.value;
      typed();
    } else if (event.target.closest('[data-left-drop]')) store.drop();
    else return;
    offer.hidden = true;
  });
})();
