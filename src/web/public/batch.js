/*
 * The scanning desk: files are sent one by one and tried again, sheets are turned, moved and cut by key or mouse. Without it the
 * form sends the files and each sheet has its buttons.
 */
(() => {
  const desk = document.querySelector('[data-batch]');
  if (!desk) return;
  const form = desk.querySelector('[data-drop]');
  const progress = desk.querySelector('[data-progress]');
  const refusals = desk.querySelector('[data-refusals]');
  const csrf = form.elements._csrf.value;
  const headers = { 'hx-request': 'true', 'x-csrf-token': csrf };
  let cursor = null;
  let sending = 0;

  const sheets = () => [...desk.querySelectorAll('[data-sheet]')];
  const sheet = () => desk.querySelector(`[data-sheet="${cursor}"]`);

  function choose(element, focus = true) {
    if (!element) return;
    cursor = element.dataset.sheet;
    for (const each of sheets()) each.classList.toggle('cursor', each === element);
    element.scrollIntoView({ block: 'nearest' });
    if (focus) element.focus({ preventScroll: true });
  }

  function show(html) {
    const focus = desk.querySelector('[data-board]').contains(document.activeElement);
    desk.querySelector('[data-board]').outerHTML = html;
    // On an empty table there is nothing to cut, to turn or to register
    for (const each of document.querySelectorAll('[data-needs-sheets]')) each.disabled = sheets().length === 0;
    choose(sheet() ?? sheets()[0], focus);
    watch();
  }

  let timer = null;
  /** Sheets appear as they are looked at. */
  function watch() {
    clearTimeout(timer);
    if (!desk.querySelector('[data-waiting]')) return;
    timer = setTimeout(async () => {
      const response = await fetch('/batch/board', { headers }).catch(() => null);
      if (response?.ok) show(await response.text());
      else watch();
    }, 1500);
  }

  async function arrange(values) {
    const response = await fetch('/batch/arrange', { method: 'POST', headers, body: new URLSearchParams(values) });
    if (response.ok) show(await response.text());
    else location.reload();
  }

  /* Files, one request each: what has arrived stays, what has not is tried again under the same name. */
  async function send(files) {
    const all = [...files];
    const failed = [];
    if (sending === 0) refusals.replaceChildren();
    sending += 1;
    for (const [at, file] of all.entries()) {
      progress.textContent = `Передаём ${at + 1} из ${all.length}: ${file.name}`;
      if (!(await sendOne(file))) failed.push(file.name);
    }
    sending -= 1;
    progress.textContent = failed.length > 0 ? `Не переданы: ${failed.join(', ')}. Добавьте их ещё раз.` : '';
  }

  /** The board is drawn anew with each file: what was said of the one before stays until more files are sent. */
  function keepRefusals() {
    for (const said of desk.querySelectorAll('[data-board] .batch-refused')) refusals.append(said);
  }

  async function sendOne(file) {
    const upload = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    for (const wait of [1000, 4000, 10_000, 0]) {
      const body = new FormData();
      body.append('_csrf', csrf);
      body.append('upload', upload);
      body.append('file', file);
      const response = await fetch('/batch/files', { method: 'POST', headers, body }).catch(() => null);
      if (response?.ok) {
        const html = await response.text();
        show(html);
        keepRefusals();
        return true;
      }
      if (response && response.status < 500) return false;
      if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
    }
    return false;
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const input = form.elements.file;
    // What was chosen is on its way already: the button is for browsers that do not say when something is chosen
    if (sending === 0 && input.files.length > 0) send(input.files).then(() => form.reset());
  });
  form.elements.file.addEventListener('change', () => {
    send(form.elements.file.files).then(() => form.reset());
  });
  addEventListener('beforeunload', (event) => {
    if (sending > 0) event.preventDefault();
  });

  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
  for (const name of ['dragover', 'drop']) {
    document.addEventListener(name, (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      desk.classList.toggle('over', name === 'dragover');
      if (name === 'drop') send(event.dataTransfer.files);
    });
  }
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) desk.classList.remove('over');
  });

  /* Sheets by mouse. */
  let dragged = null;
  desk.addEventListener('dragstart', (event) => {
    dragged = event.target.closest?.('[data-sheet]')?.dataset.sheet ?? null;
    if (dragged) event.dataTransfer.setData('text/plain', dragged);
  });
  desk.addEventListener('dragover', (event) => {
    if (dragged && event.target.closest?.('[data-sheet]')) event.preventDefault();
  });
  desk.addEventListener('drop', (event) => {
    const target = event.target.closest?.('[data-sheet]');
    if (!dragged || !target || hasFiles(event)) return;
    event.preventDefault();
    if (target.dataset.sheet !== dragged) arrange({ do: 'place', sheet: dragged, before: target.dataset.sheet });
    cursor = dragged;
    dragged = null;
  });
  desk.addEventListener('submit', (event) => {
    const small = event.target.closest('[data-arrange]');
    if (!small) return;
    event.preventDefault();
    cursor = small.elements.sheet.value;
    arrange({ do: event.submitter.value, sheet: cursor });
  });
  desk.addEventListener('focusin', (event) => {
    const element = event.target.closest('[data-sheet]');
    if (element) choose(element, false);
  });
  document.addEventListener('click', (event) => {
    const action = event.target.closest?.('[data-batch-do]');
    if (action && cursor) arrange({ do: action.dataset.batchDo, sheet: cursor });
  });

  /* And by key. */
  document.addEventListener('keydown', (event) => {
    if (
      document.querySelector('dialog[open]') ||
      event.ctrlKey ||
      event.metaKey ||
      event.target.matches('input, textarea, select')
    )
      return;
    if (event.code !== 'ArrowLeft' && event.code !== 'ArrowRight') return;
    const step = event.code === 'ArrowLeft' ? -1 : 1;
    event.preventDefault();
    if (event.altKey) {
      if (cursor) arrange({ do: step < 0 ? 'back' : 'forth', sheet: cursor });
      return;
    }
    const all = sheets();
    choose(all[Math.min(all.length - 1, Math.max(0, all.indexOf(sheet()) + step))]);
  });

  choose(sheets()[0], false);
  watch();
})();
