/** The entrance for people: screens over the office, with all that a browser must be told to stay safe. */
import express, { type Express, type Router } from 'express';
import type { Office } from '../office/office.ts';
import type { Clock } from '../office/ports/people.ts';
import { browserRules, unstored } from './browser-rules.ts';
import type { Desk } from './desk.ts';
import { doors, letterDoor, type Patience, statusDoor } from './doors.ts';
import { houseRoutes } from './house-routes.ts';
import { intakeRoutes } from './intake-routes.ts';
import { letterRoutes } from './letter-routes.ts';
import { pages, type Render } from './page.ts';
import { type Log, nowhere, problems } from './problem.ts';
import { type DemoLogin, type Door, logOut } from './screens/log-in.ts';
import { ownForms, session, wall } from './session.ts';
import { staticFiles } from './static.ts';
import { textRoutes } from './text-routes.ts';
import { trayRoutes } from './tray-routes.ts';
import { type ReadUpload, withFiles } from './upload.ts';
import { readWords } from './words.ts';

export interface WebConfig {
  /** As the world sees it; https makes the cookies secure. */
  readonly publicUrl: string | null;
  /** Logins under the form of a demonstration; null in earnest. */
  readonly demo: readonly DemoLogin[] | null;
  readonly limits: Patience & { readonly sessionMs: number };
}

export interface WebNeeds {
  readonly office: Office;
  readonly config: WebConfig;
  /** `Texts.page`. */
  readonly render: Render;
  readonly clock: Clock;
  /** Pages of a PDF as PNG; throws when poppler is not there. */
  readonly rasterise: (pdf: Buffer) => Promise<readonly Buffer[]>;
  readonly readUpload: ReadUpload;
  /** /healthz and /api/…, which keep their own doors. */
  readonly api: Router;
  readonly log: Log;
}

/** Forms that bring files: read before their token is. */
const WITH_FILES = [
  '/enter',
  '/batch/files',
  '/library',
  '/letters/:number/rescan',
  '/letters/:number/signed',
  '/letters/:number/draft/files',
];

export function webServer({ office, config, render, clock, rasterise, readUpload, api, log }: WebNeeds): Express {
  const app = express();
  const { router: files, assets } = staticFiles();
  const now = () => clock.now();
  const own = pages({ office, render, assets, now });
  const desk: Desk = { office, standard: office.standard, pages: own, words: readWords(), now, rasterise, log };
  const secure = config.publicUrl?.startsWith('https://') ?? false;
  const door: Door = { demo: config.demo ?? [], secure, sessionMs: config.limits.sessionMs };

  app.disable('x-powered-by').set('trust proxy', 'loopback');
  app.use(browserRules(secure), files, unstored, api);
  statusDoor(app, desk, config.limits);
  app.use(express.urlencoded({ extended: false, limit: '1mb', parameterLimit: 200 }), session(office, secure));
  doors(app, desk, door, config.limits);
  letterDoor(app, desk, readUpload, config.limits);

  app.use(wall);
  app.post(WITH_FILES, withFiles(readUpload));
  app.use(ownForms);
  app.post('/logout', logOut(desk));
  trayRoutes(app, desk);
  intakeRoutes(app, desk);
  letterRoutes(app, desk);
  textRoutes(app, desk);
  houseRoutes(app, desk);

  app.use(nowhere, problems(own, log));
  return app;
}
