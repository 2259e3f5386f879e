/* Ctrl K: whatever there is, by a few letters of its name. */

export function palette() {
  const dialog = document.getElementById('palette');
  if (!dialog) return;
  if (!dialog.open) dialog.showModal();
  const field = dialog.querySelector('input');
  field.select();
  window.htmx.trigger(field, 'palette-open');
}

/** Keys of the list under its field. */
export function inPalette(event, dialog) {
  const links = [...dialog.querySelectorAll('.found a')];
  if (event.code === 'ArrowDown' || event.code === 'ArrowUp') {
    event.preventDefault();
    const at = links.findIndex((link) => link.classList.contains('cursor'));
    const next = links[(at + (event.code === 'ArrowDown' ? 1 : -1) + links.length) % links.length];
    for (const link of links) link.classList.toggle('cursor', link === next);
    next?.scrollIntoView({ block: 'nearest' });
  }
  if (event.code === 'Enter') {
    event.preventDefault();
    (links.find((link) => link.classList.contains('cursor')) ?? links[0])?.click();
  }
}
