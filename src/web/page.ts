/** How a screen answers: the full page with its rail, or only the part that htmx asked for. */
import type { Request, Response } from 'express';
import { type Person, shortName } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import type { Office } from '../office/office.ts';
import { cookie, saidBefore } from './cookies.ts';
import { railOf } from './rail.ts';
import { locals } from './session.ts';
import type { Assets } from './static.ts';
import { clockTime } from './times.ts';

/** `Texts.page`: templates/screens|parts/ID.hbs, strict: each name must be given. */
export type Render = (id: string, data: object) => string;

export interface Pages {
  /** A screen in the frame of the house. */
  screen(request: Request, response: Response, id: string, data: ScreenData): Promise<void>;
  /** A screen without rail: log-in, printing. */
  bare(request: Request, response: Response, id: string, data: BareData): void;
  /** A part of a page. */
  part(response: Response, id: string, data: object): void;
}

export interface ScreenData {
  readonly title: string;
  /** Id of the rail's place that is lit. */
  readonly here: string | null;
  /** The narrow rail stands beside two texts. */
  readonly narrow: boolean;
  readonly [name: string]: unknown;
}

export interface BareData {
  readonly title: string;
  readonly [name: string]: unknown;
}

export interface PageNeeds {
  readonly office: Pick<Office, 'counts' | 'standard'>;
  readonly render: Render;
  readonly assets: Assets;
  readonly now: () => Date;
}

export function pages({ office, render, assets, now }: PageNeeds): Pages {
  const common = (request: Request, response: Response) => ({
    assets,
    csrf: locals(response).csrf,
    theme: themeOf(request),
    keysOff: cookie(request, 'chancery-keys') === 'off',
    company: companyOf(office.standard),
    refreshed: clockTime(office.standard.organisation.company.zone, now()),
  });
  return {
    screen: async (request, response, id, data) => {
      const { person } = locals(response);
      const counts = person ? await office.counts(person) : null;
      const frame = {
        rail: person && counts ? railOf(person, counts, data.here) : null,
        me: person && { name: shortName(person), initials: initialsOf(person), position: person.position },
        toast: saidBefore(request, response),
      };
      response.type('html').send(render(`screens/${id}`, { ...common(request, response), ...frame, ...data }));
    },
    bare: (request, response, id, data) => {
      response.type('html').send(render(`screens/${id}`, { ...common(request, response), ...data }));
    },
    part: (response, id, data) => {
      response.type('html').send(render(`parts/${id}`, { assets, csrf: locals(response).csrf, ...data }));
    },
  };
}

function initialsOf({ name, surname }: Pick<Person, 'name' | 'surname'>): string {
  return `${surname.charAt(0)}${name.charAt(0)}`;
}

function companyOf({ organisation: { company } }: Standard) {
  const { shortName: name, phone } = company;
  return { name, short: name.match(/«([^»]+)»/)?.[1] ?? name, phone };
}

/** '' lets the system decide. */
function themeOf(request: Request): '' | 'light' | 'dark' {
  const theme = cookie(request, 'chancery-theme');
  return theme === 'light' || theme === 'dark' ? theme : '';
}
