/** The papers of the house that people change: templates of letters, the knowledge base, the library of enclosures. */
import type { Express } from 'express';
import type { Desk } from './desk.ts';
import { knowledge, library, libraryFile, saveSnippet, shelve, withdrawEnclosure } from './screens/knowledge.ts';
import { addTemplate, newTemplate } from './screens/new-template.ts';
import { exportTemplates, saveTemplate, template, templates, tryTemplate } from './screens/templates.ts';

/** Behind the log-in and the token of forms. */
export function textRoutes(app: Express, desk: Desk): void {
  app.get('/templates', templates(desk));
  app.get('/templates.tar', exportTemplates(desk));
  app.get('/templates/new', newTemplate(desk));
  app.post('/templates/new', addTemplate(desk));
  app.get('/templates/:id', template(desk));
  app.get('/templates/:id/file', exportTemplates(desk));
  app.post('/templates/:id', saveTemplate(desk));
  app.post('/templates/:id/try', tryTemplate(desk));
  app.get('/knowledge', knowledge(desk));
  app.post('/knowledge', saveSnippet(desk));
  app.get('/library', library(desk));
  app.post('/library', shelve(desk));
  app.get('/library/:id/file', libraryFile(desk));
  app.post('/library/:id/withdraw', withdrawEnclosure(desk));
}
