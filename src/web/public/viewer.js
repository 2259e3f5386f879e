/*
 * The viewer of scans: pages by key, zoom, turning, the places that a field came from, a box drawn on the picture whose text goes
 * into the field that has the hand. Without it the pages are plain pictures and the thumbnails plain links.
 */
import { boxes } from './viewer-box.js';

const viewer = document.querySelector('[data-viewer]');
if (viewer) view(viewer);

function view(viewer) {
  const pages = [...viewer.querySelectorAll('[data-vpage]')];
  const links = [...viewer.querySelectorAll('.thumbs [data-viewer-to]')];
  const said = viewer.querySelector('[data-viewer-said]');
  const turns = new Map();
  let zoom = 1;
  let at = 0;
  let field = null;

  const isField = (target) => target?.matches?.('input:not([type=checkbox], [type=radio], [type=hidden]), textarea');

  function show(index, scroll = true) {
    at = Math.min(pages.length - 1, Math.max(0, index));
    viewer.querySelector('[data-viewer-at]').textContent = at + 1;
    for (const [n, link] of links.entries()) link.classList.toggle('on', n === at);
    links[at]?.scrollIntoView({ block: 'nearest' });
    if (scroll) pages[at]?.scrollIntoView({ block: 'start' });
  }

  function zoomTo(next) {
    zoom = Math.min(4, Math.max(0.5, next));
    viewer.style.setProperty('--zoom', zoom);
    if (zoom > 1.4) {
      for (const page of pages) {
        const image = page.querySelector('img');
        if (image.dataset.sharp || page.getBoundingClientRect().top > innerHeight * 2) continue;
        image.dataset.sharp = 'yes';
        image.src = page.dataset.large;
      }
    }
    for (const page of pages) lay(page);
  }

  /** A turned sheet takes the room of its turned shape. */
  function lay(page) {
    const sheet = page.querySelector('.vsheet');
    const turn = turns.get(page) ?? 0;
    sheet.style.transform = '';
    page.style.height = '';
    if (turn === 0) return;
    const { offsetWidth: wide, offsetHeight: tall } = sheet;
    const moves = { 90: `translate(${tall}px, 0)`, 180: `translate(${wide}px, ${tall}px)`, 270: `translate(0, ${wide}px)` };
    sheet.style.transform = `${moves[turn]} rotate(${turn}deg)`;
    const caption = page.querySelector('figcaption')?.offsetHeight ?? 0;
    page.style.height = `${(turn === 180 ? tall : wide) + caption}px`;
  }

  function turn() {
    const page = pages[at];
    turns.set(page, ((turns.get(page) ?? 0) + 90) % 360);
    lay(page);
  }

  const DO = {
    previous: () => show(at - 1),
    next: () => show(at + 1),
    smaller: () => zoomTo(zoom / 1.25),
    larger: () => zoomTo(zoom * 1.25),
    turn,
  };

  /** Where a value of the card was read. */
  function light(name, scroll) {
    let first = null;
    for (const mark of viewer.querySelectorAll('.vmark-field')) {
      const lit = name !== '' && mark.dataset.field === name;
      mark.classList.toggle('lit', lit);
      if (lit) first ??= mark;
    }
    if (!first || !scroll) return;
    first.scrollIntoView({ block: 'center', inline: 'nearest' });
    show(pages.indexOf(first.closest('[data-vpage]')), false);
  }

  document.addEventListener('focusin', ({ target }) => {
    if (!isField(target) || target.closest('dialog#palette')) return;
    field = target;
    light(target.name ?? '', true);
  });

  document.addEventListener('click', (event) => {
    const action = event.target.closest?.('[data-viewer-do]');
    if (action) DO[action.dataset.viewerDo]();
    const to = event.target.closest?.('[data-viewer-to]');
    if (to) {
      event.preventDefault();
      show(Number(to.dataset.viewerTo) - 1);
    }
    const found = event.target.closest?.('[data-found]');
    if (found) {
      const input = document.querySelector(`form [name="${found.dataset.found}"]`);
      if (input) put(input, found.dataset.value, true);
      light(found.dataset.found, true);
    }
  });

  // Before keys.js: a letter inside the viewer is the viewer's own, everywhere else it needs Shift
  viewer.addEventListener('keydown', (event) => {
    if (event.code === 'KeyR' && !event.ctrlKey && !event.altKey && !event.metaKey) take(event, turn);
  });
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]') || document.documentElement.dataset.keys === 'off')
        return;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const typing = isField(event.target) || event.target.matches?.('select');
      // Between fields and pages without letting go of the field
      if ((event.code === 'PageDown' || event.code === 'PageUp') && !event.target.matches?.('textarea, select'))
        return take(event, event.code === 'PageDown' ? DO.next : DO.previous);
      if (typing) return;
      if (event.code === 'Equal' || event.code === 'NumpadAdd') return take(event, DO.larger);
      if (event.code === 'Minus' || event.code === 'NumpadSubtract') return take(event, DO.smaller);
      if (event.shiftKey && event.code === 'KeyR') take(event, turn);
    },
    true,
  );

  function take(event, work) {
    event.preventDefault();
    event.stopPropagation();
    work();
  }

  boxes(viewer, {
    isTurned: (page) => (turns.get(page) ?? 0) !== 0,
    press(page) {
      viewer.querySelector('[data-viewer-pages]').focus({ preventScroll: true });
      show(pages.indexOf(page), false);
    },
    read(text) {
      if (!text) return say('В рамке слов не прочитано. Наберите текст в поле.');
      if (field?.isConnected) {
        put(field, text, !field.matches('textarea'));
        say(`В поле: ${text}`);
      } else say(`В рамке: ${text}. Встаньте в поле, и текст из рамки попадёт туда.`);
    },
  });

  function say(text) {
    said.textContent = text;
  }

  /* Which page is before the eyes. */
  const scroller = viewer.closest('.col-original');
  scroller?.addEventListener(
    'scroll',
    () => {
      const middle = scroller.getBoundingClientRect().top + scroller.clientHeight / 3;
      const index = pages.findIndex((page) => page.getBoundingClientRect().bottom > middle);
      if (index >= 0 && index !== at) show(index, false);
    },
    { passive: true },
  );
  show(0, false);
}

/** A day as the calendar field wants it; a line takes the place of what stood there, a text goes where the cursor is. */
function put(input, text, whole) {
  const day = input.type === 'date' ? text.match(/(\d{1,2})\.(\d{1,2})\.(\d{4})/) : null;
  const value = day ? `${day[3]}-${day[2].padStart(2, '0')}-${day[1].padStart(2, '0')}` : text;
  if (whole) input.value = value;
  else input.setRangeText(value, input.selectionStart, input.selectionEnd, 'end');
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
}
