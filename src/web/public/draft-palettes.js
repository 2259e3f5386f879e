/* Paragraphs of the knowledge base put into an answer by key or click, and the shelf of enclosures: dialogs of the editor. */

export function palettes(form) {
  const text = form.elements.text;

  document.addEventListener('click', (event) => {
    const open = event.target.closest('[data-open="insert"], [data-open="library"]');
    if (open) openPalette(open.dataset.open);
    const insert = event.target.closest('[data-insert]');
    if (insert) put(insert.dataset.insert);
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
}
