/* What this browser remembers. Where storage is full or forbidden nothing is kept, and nothing breaks: it is only a comfort. */

/** @returns what was remembered under the name, or null */
export function remembered(storage, name) {
  try {
    return JSON.parse(window[storage].getItem(name) ?? 'null');
  } catch {
    return null;
  }
}

/** Null forgets. @returns whether it was kept */
export function remember(storage, name, value) {
  try {
    if (value === null) window[storage].removeItem(name);
    else window[storage].setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
