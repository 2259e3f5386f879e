/** The entrance for people: screens over the office, with all that a browser must be told to stay safe. */
import express, { type Express, type RequestHandler, type Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { Office } from '../office/office.ts';
import type { Clock } from '../office/ports/people.ts';
import type { Desk } from './desk.ts';
import { pages, type Render } from './page.ts';
import { type Log, nowhere, problems } from './problem.ts';
import { homeOf } from './rail.ts';
import { act, ask } from './screens/act.ts';
import { addFiles, arrange, batch, board, clear, registerAll, separator, sheetImage } from './screens/batch.ts';
import { checkReply } from './screens/check.ts';
import { compare } from './screens/compare.ts';
import { control } from './screens/control.ts';
import { dispatch, envelope, postRegister } from './screens/dispatch.ts';
import { draft, saveDraft } from './screens/draft.ts';
import { answers, enclosedFile, encloseFile, here, leave, preview, settle } from './screens/draft-tools.ts';
import { enter, entered } from './screens/enter.ts';
import {
  attachment,
  draftSheet,
  mailView,
  original,
  paperNotice,
  receipt,
  replyCopy,
  replyDocument,
  replyPage,
  scanPage,
  signedSheet,
} from './screens/files.ts';
import { health } from './screens/health.ts';
import { journal } from './screens/journal.ts';
import { letter, options } from './screens/letter.ts';
import { type DemoLogin, type Door, logIn, logInForm, logOut } from './screens/log-in.ts';
import { me, ownPassword } from './screens/me.ts';
import { palette } from './screens/palette.ts';
import { absence, people, personAct, personForm, savePerson } from './screens/people.ts';
import { adopt, quarantine } from './screens/quarantine.ts';
import { quarantined, quarantinedFile } from './screens/quarantined.ts';
import { allowWords, changeRules, forbidWords, publishRules, ruleRun, rules, train, tryRules } from './screens/rules.ts';
import { rescan, scanCopy, scanImage, scanText } from './screens/scan.ts';
import { sign, signAll } from './screens/sign.ts';
import { findStatus, status, unlisted } from './screens/status.ts';
import { news, tray } from './screens/tray.ts';
import { ownForms, personOf, session, wall } from './session.ts';
import { staticFiles } from './static.ts';
import { textRoutes } from './text-routes.ts';
import { type ReadUpload, withFiles } from './upload.ts';
import { readWords } from './words.ts';

export interface WebConfig {
  /** As the world sees it; https makes the cookies secure. */
  readonly publicUrl: string | null;
  /** Logins under the form of a demonstration; null in earnest. */
  readonly demo: readonly DemoLogin[] | null;
  readonly limits: {
    readonly sessionMs: number;
    readonly loginAttempts: number;
    readonly statusTries: number;
    readonly replyChecks: number;
  };
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
  // Trying out codes gets nobody far; whoever has one may look as often as he likes
  const tries = rateLimit({
    windowMs: 15 * 60_000,
    limit: config.limits.statusTries,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, response) => response.statusCode < 400,
    standardHeaders: true,
    legacyHeaders: false,
    message: 'Слишком много попыток. Подождите 15 минут или позвоните нам.',
  });
  app.get('/status', unlisted, tries, findStatus(desk));
  app.get('/status/:code', unlisted, tries, status(desk));

  app.use(express.urlencoded({ extended: false, limit: '1mb', parameterLimit: 200 }), session(office, secure));

  const attempts = rateLimit({
    windowMs: 15 * 60_000,
    limit: config.limits.loginAttempts,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, response) => response.statusCode < 400,
    standardHeaders: true,
    legacyHeaders: false,
    message: 'Слишком много попыток входа. Подождите 15 минут или позвоните в отдел ИТ.',
  });
  app.get('/login', logInForm(desk, door));
  app.post('/login', attempts, ownForms, logIn(desk, door));

  const checks = rateLimit({
    windowMs: 15 * 60_000,
    limit: config.limits.replyChecks,
    standardHeaders: true,
    legacyHeaders: false,
    message: 'Слишком много проверок подряд. Подождите 15 минут или позвоните в канцелярию.',
  });
  app.get('/check', checks, checkReply(desk));
  app.get('/check/:number', checks, checkReply(desk));

  app.use(wall);
  app.post(['/enter', '/batch/files', '/letters/:number/rescan', '/letters/:number/signed'], withFiles(readUpload));
  app.post('/library', withFiles(readUpload));
  app.post('/letters/:number/draft/files', withFiles(readUpload));
  app.use(ownForms);
  app.post('/logout', logOut(desk));
  app.get('/', (_request, response) => response.redirect(303, homeOf(personOf(response))));
  app.get('/trays/sign', (_request, response) => response.redirect(303, '/sign'));
  app.get('/trays/dispatch', (_request, response) => response.redirect(303, '/dispatch'));
  app.get('/trays/approval', sign(desk, 'approval'));
  app.get('/trays/:tray', tray(desk));
  app.get('/trays/:tray/news', news(desk));
  app.get('/control', control(desk));
  app.get('/quarantine', quarantine(desk));
  app.post('/quarantine', adopt(desk));
  app.get('/quarantine/mail', quarantined(desk));
  app.get('/quarantine/file', quarantinedFile(desk));
  app.get('/dispatch', dispatch(desk));
  app.get('/dispatch/post-register.pdf', postRegister(desk));
  app.get('/letters/:number/envelope.pdf', envelope(desk));
  app.get('/sign', sign(desk, 'sign'));
  app.post('/sign', signAll(desk));
  app.get('/journal', journal(desk));
  app.get('/batch', batch(desk));
  app.get('/batch/board', board(desk));
  app.get('/batch/separator.pdf', separator(desk));
  app.get('/batch/sheets/:sheet', sheetImage(desk));
  app.post('/batch/files', addFiles(desk));
  app.post('/batch/arrange', arrange(desk));
  app.post('/batch/clear', clear(desk));
  app.post('/batch/register', registerAll(desk));
  app.get('/enter', enter(desk));
  app.post('/enter', entered(desk));
  app.get('/health', health(desk));
  app.get('/rules', rules(desk));
  app.post('/rules/try', tryRules(desk));
  app.post('/rules/allow', allowWords(desk));
  app.post('/rules/forbid', forbidWords(desk));
  app.post('/rules/change', changeRules(desk));
  app.post('/rules/publish', publishRules(desk));
  app.get('/rules/runs/:id', ruleRun(desk));
  app.post('/rules/train', train(desk));
  textRoutes(app, desk);
  app.get('/people', people(desk));
  app.get('/people/:id', personForm(desk));
  app.post('/people/:id', savePerson(desk));
  app.post('/people/:id/absence', absence(desk));
  app.post('/people/:id/do/:act', personAct(desk));
  app.get('/me', me(desk));
  app.post('/me/password', ownPassword(desk));
  app.get('/palette', palette(desk));
  app.get('/letters/:number', letter(desk));
  app.get('/letters/:number/compare', compare(desk));
  app.get('/letters/:number/options', options(desk));
  app.get('/letters/:number/do/:command', ask(desk));
  app.post('/letters/:number/do/:command', act(desk));
  app.get('/letters/:number/draft', draft(desk));
  app.post('/letters/:number/draft', saveDraft(desk));
  app.post('/letters/:number/draft/here', here(desk));
  app.post('/letters/:number/draft/leave', leave(desk));
  app.post('/letters/:number/draft/files', encloseFile(desk));
  app.get('/letters/:number/draft/files/:hash', enclosedFile(desk));
  app.get('/letters/:number/draft/answers', answers(desk));
  app.post('/letters/:number/draft/notes/:note', settle(desk));
  app.post('/letters/:number/preview', preview(desk));
  app.get('/letters/:number/originals/:index', original(desk));
  app.get('/letters/:number/attachments/:index', attachment(desk));
  app.get('/letters/:number/pages/:original/:page', scanPage(desk));
  app.post('/letters/:number/rescan', rescan(desk));
  app.get('/letters/:number/scan.pdf', scanCopy(desk));
  app.get('/letters/:number/scan/:file/:page', scanImage(desk));
  app.get('/letters/:number/scan/:file/:page/text', scanText(desk));
  app.get('/letters/:number/receipt.pdf', receipt(desk));
  app.get('/letters/:number/notice.pdf', paperNotice(desk));
  app.get('/letters/:number/mail', mailView(desk));
  app.get('/letters/:number/reply.pdf', replyDocument(desk));
  app.get('/letters/:number/reply-copy', replyCopy(desk));
  app.post('/letters/:number/signed', signedSheet(desk));
  app.get('/letters/:number/sheet.pdf', draftSheet(desk));
  app.get('/letters/:number/reply-pages/:page', replyPage(desk));

  app.use(nowhere, problems(own, log));
  return app;
}

/** Letters never stay in a cache. */
const unstored: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

/** Nothing from elsewhere, nothing inline. */
function browserRules(secure: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameSrc: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
}
