/** Files of the package, found alike from src/ (development, tests) and from dist/: the build copies nothing. */
import { fileURLToPath } from 'node:url';

/** @param path relative to the package root, e.g. `src/web/public` */
export function fromRoot(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
