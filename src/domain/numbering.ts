/** Numbers of the register (numbering.yaml): `ЦО-2026/000001` in, `ЦО-И-2026/000001` out. */
import type { Numbering } from './standard.ts';

export function incomingNumber(numbering: Numbering, office: string, year: number, n: number): string {
  return written(numbering.incoming, numbering, office, year, n);
}

export function outgoingNumber(numbering: Numbering, office: string, year: number, n: number): string {
  return written(numbering.outgoing, numbering, office, year, n);
}

function written(pattern: string, { width }: Numbering, office: string, year: number, n: number): string {
  return pattern.replace('{office}', office).replace('{year}', String(year)).replace('{number}', String(n).padStart(width, '0'));
}
