/** Where work lies: trays, control, signing, dispatch, the journal, and the way to anything. */
import type { Express } from 'express';
import type { Desk } from './desk.ts';
import { homeOf } from './rail.ts';
import { control } from './screens/control.ts';
import { dispatch, envelope, postRegister } from './screens/dispatch.ts';
import { journal } from './screens/journal.ts';
import { palette } from './screens/palette.ts';
import { sign, signAll } from './screens/sign.ts';
import { news, tray } from './screens/tray.ts';
import { personOf } from './session.ts';

/** Behind the log-in and the token of forms. */
export function trayRoutes(app: Express, desk: Desk): void {
  app.get('/', (_request, response) => response.redirect(303, homeOf(personOf(response))));
  app.get('/trays/sign', (_request, response) => response.redirect(303, '/sign'));
  app.get('/trays/dispatch', (_request, response) => response.redirect(303, '/dispatch'));
  app.get('/trays/approval', sign(desk, 'approval'));
  app.get('/trays/:tray', tray(desk));
  app.get('/trays/:tray/news', news(desk));
  app.get('/control', control(desk));
  app.get('/dispatch', dispatch(desk));
  app.get('/dispatch/post-register.pdf', postRegister(desk));
  app.get('/letters/:number/envelope.pdf', envelope(desk));
  app.get('/sign', sign(desk, 'sign'));
  app.post('/sign', signAll(desk));
  app.get('/journal', journal(desk));
  app.get('/palette', palette(desk));
}
