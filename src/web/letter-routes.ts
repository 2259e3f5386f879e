/** One letter: its card, its papers, what is done with it, and the editor of its answer. */
import type { Express } from 'express';
import type { Desk } from './desk.ts';
import { act, ask } from './screens/act.ts';
import { compare } from './screens/compare.ts';
import { draft, saveDraft } from './screens/draft.ts';
import { answers, enclosedFile, encloseFile, here, leave, preview, settle } from './screens/draft-tools.ts';
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
import { letter, options } from './screens/letter.ts';
import { askRescan, rescan, scanCopy, scanImage, scanText } from './screens/scan.ts';

/** Behind the log-in and the token of forms. */
export function letterRoutes(app: Express, desk: Desk): void {
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
  app.post('/letters/:number/ask-rescan', askRescan(desk));
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
}
