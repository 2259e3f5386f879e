/** `1:3,7`: long lists of UIDs would not fit into a command line. */
export function rangesOf(uids: readonly number[]): string {
  const found: [number, number][] = [];
  for (const uid of [...uids].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && uid <= last[1] + 1) last[1] = uid;
    else found.push([uid, uid]);
  }
  return found.map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`)).join(',');
}
