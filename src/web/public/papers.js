/* The editor of a template: a name of the list goes in at the cursor; leaving with unsaved words is asked about. */
(() => {
  const form = document.getElementById('template');
  if (!form) return;
  const area = form.elements.source;
  const saved = area.value;
  let leaving = false;
  form.addEventListener('click', (event) => {
    const name = event.target.closest('[data-name]')?.dataset.name;
    if (!name) return;
    area.setRangeText(`{{${name}}}`, area.selectionStart, area.selectionEnd, 'end');
    area.focus();
    area.dispatchEvent(new Event('input', { bubbles: true }));
  });
  form.addEventListener('submit', () => {
    leaving = true;
  });
  addEventListener('beforeunload', (event) => {
    if (!leaving && area.value !== saved) event.preventDefault();
  });
})();
