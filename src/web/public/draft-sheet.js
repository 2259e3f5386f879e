/* The letterhead beside the editor, printed anew for what is typed. */

/** @returns what prints it now; the print before it is called off */
export function sheet(form, post) {
  let previewing = null;

  return async function preview() {
    previewing?.abort();
    const mine = new AbortController();
    previewing = mine;
    const pages = document.getElementById('pages');
    pages.classList.add('busy');
    const begun = performance.now();
    try {
      const response = await post(pages.dataset.preview, new URLSearchParams(new FormData(form)), { signal: mine.signal });
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
  };
}
