/** Our CSS, JS and icons, htmx and the faces: all from here, nothing from elsewhere; versioned, so kept for good by browsers. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import express, { type Router } from 'express';
import { fromRoot } from './root.ts';

/** Addresses for the templates. */
export interface Assets {
  readonly styles: readonly string[];
  /** Of the pages for everybody. */
  readonly slimRail: string;
  readonly publicStyles: readonly string[];
  readonly htmx: string;
  /** Ours; what they import comes after them by itself. */
  readonly modules: readonly string[];
  readonly icons: string;
  readonly forest: string;
  readonly fonts: readonly string[];
}

const YEAR = { immutable: true, maxAge: '365d', index: false } as const;
const require = createRequire(import.meta.url);

export function staticFiles(): { readonly router: Router; readonly assets: Assets } {
  const own = fromRoot('src/web/public');
  const version = versionOf(own);
  const at = (name: string) => `/static/${version}/${name}`;
  const router = express.Router();
  router.use('/static/fonts', express.static(facesOf('@fontsource-variable/golos-text'), YEAR));
  router.use('/static/fonts', express.static(facesOf('@fontsource/pt-serif'), YEAR));
  router.use(`/static/${version}/htmx`, express.static(dirname(require.resolve('htmx.org/dist/htmx.min.js')), YEAR));
  router.use(`/static/${version}`, express.static(own, YEAR));
  return {
    router,
    assets: {
      styles: [
        'tokens.css',
        'controls.css',
        'shell.css',
        'lists.css',
        'letter.css',
        'desk.css',
        'writing.css',
        'rules.css',
        'scan.css',
        'control.css',
        'reports.css',
      ].map(at),
      slimRail: at('slim-rail.css'),
      publicStyles: ['tokens.css', 'public.css', 'public-form.css'].map(at),
      htmx: at('htmx/htmx.min.js'),
      modules: ['screen.js', 'keys.js', 'draft.js', 'sign.js', 'papers.js', 'viewer.js', 'batch.js'].map(at),
      icons: at('icons.svg'),
      forest: at('forest.svg'),
      fonts: ['golos-text-cyrillic-wght-normal.woff2', 'golos-text-latin-wght-normal.woff2'].map(
        (name) => `/static/fonts/${name}`,
      ),
    },
  };
}

function facesOf(name: string): string {
  return join(dirname(require.resolve(`${name}/package.json`)), 'files');
}

function versionOf(dir: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(dir).sort()) hash.update(name).update(readFileSync(join(dir, name)));
  return hash.digest('hex').slice(0, 10);
}
