/** How letters come in by hand: the scanning desk, the form of entry, the quarantine. */
import type { Express } from 'express';
import type { Desk } from './desk.ts';
import { addFiles, arrange, batch, board, clear, registerAll, separator, sheetImage } from './screens/batch.ts';
import { enter, entered } from './screens/enter.ts';
import { adopt, quarantine } from './screens/quarantine.ts';
import { quarantined, quarantinedFile } from './screens/quarantined.ts';

/** Behind the log-in and the token of forms. */
export function intakeRoutes(app: Express, desk: Desk): void {
  app.get('/quarantine', quarantine(desk));
  app.post('/quarantine', adopt(desk));
  app.get('/quarantine/mail', quarantined(desk));
  app.get('/quarantine/file', quarantinedFile(desk));
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
}
