/* A box drawn on the picture of a page: what was read inside it. */
const SVG = 'http://www.w3.org/2000/svg';

/** Told of a mere press on a page, and of the text inside a box ('' when there is none); a turned page takes no box. */
export function boxes(viewer, { isTurned, press, read }) {
  let drawn = null;

  viewer.addEventListener('pointerdown', (event) => {
    const sheet = event.target.closest?.('.vsheet');
    if (!sheet || event.button !== 0 || event.pointerType === 'touch') return;
    const page = sheet.closest('[data-vpage]');
    if (isTurned(page)) return;
    event.preventDefault(); // the field keeps the hand
    const box = document.createElementNS(SVG, 'rect');
    box.setAttribute('class', 'vbox');
    sheet.querySelector('svg').append(box);
    drawn = { sheet, page, box, from: pointOn(sheet, event), to: null };
    sheet.setPointerCapture?.(event.pointerId);
  });
  viewer.addEventListener('pointermove', (event) => {
    if (!drawn) return;
    drawn.to = pointOn(drawn.sheet, event);
    const { left, top, right, bottom } = sides(drawn);
    for (const [name, value] of Object.entries({ x: left, y: top, width: right - left, height: bottom - top }))
      drawn.box.setAttribute(name, value);
  });
  viewer.addEventListener('pointerup', finish);
  viewer.addEventListener('pointercancel', () => {
    drawn?.box.remove();
    drawn = null;
  });

  async function finish() {
    const done = drawn;
    drawn = null;
    if (!done) return;
    const { left, top, right, bottom } = done.to ? sides(done) : { left: 0, top: 0, right: 0, bottom: 0 };
    if (right - left < 60 || bottom - top < 40) {
      done.box.remove();
      return press(done.page);
    }
    const response = await fetch(`${done.page.dataset.text}?l=${left}&t=${top}&r=${right}&b=${bottom}`);
    done.box.remove();
    read(response.ok ? (await response.json()).text : '');
  }
}

function pointOn(sheet, event) {
  const { left, top, width, height } = sheet.getBoundingClientRect();
  const share = (part, whole) => Math.round(Math.min(1, Math.max(0, part / whole)) * 10_000);
  return { x: share(event.clientX - left, width), y: share(event.clientY - top, height) };
}

function sides({ from, to }) {
  return {
    left: Math.min(from.x, to.x),
    top: Math.min(from.y, to.y),
    right: Math.max(from.x, to.x),
    bottom: Math.max(from.y, to.y),
  };
}
