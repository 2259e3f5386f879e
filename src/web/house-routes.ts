/** The house itself: reports, rules, people, one's own page, health. */
import type { Express } from 'express';
import type { Desk } from './desk.ts';
import { health } from './screens/health.ts';
import { me, ownPassword } from './screens/me.ts';
import { absence, people, personAct, personForm, savePerson } from './screens/people.ts';
import { reports } from './screens/reports.ts';
import { allowWords, changeRules, forbidWords, publishRules, ruleRun, rules, train, tryRules } from './screens/rules.ts';

/** Behind the log-in and the token of forms. */
export function houseRoutes(app: Express, desk: Desk): void {
  app.get('/health', health(desk));
  app.get('/reports', reports(desk));
  app.get('/rules', rules(desk));
  app.post('/rules/try', tryRules(desk));
  app.post('/rules/allow', allowWords(desk));
  app.post('/rules/forbid', forbidWords(desk));
  app.post('/rules/change', changeRules(desk));
  app.post('/rules/publish', publishRules(desk));
  app.get('/rules/runs/:id', ruleRun(desk));
  app.post('/rules/train', train(desk));
  app.get('/people', people(desk));
  app.get('/people/:id', personForm(desk));
  app.post('/people/:id', savePerson(desk));
  app.post('/people/:id/absence', absence(desk));
  app.post('/people/:id/do/:act', personAct(desk));
  app.get('/me', me(desk));
  app.post('/me/password', ownPassword(desk));
}
