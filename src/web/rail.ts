/** The rail: what a person's roles work with, in the order of their day. */
import type { Person, Role } from '../domain/person.ts';
import type { TrayCounts } from '../office/office.ts';

export interface RailItem {
  readonly id: string;
  readonly href: string;
  readonly label: string;
  readonly icon: string;
  readonly count: number | null;
  readonly on: boolean;
}

export interface Rail {
  readonly main: readonly RailItem[];
  readonly more: readonly RailItem[];
}

export function railOf(person: Person, counts: TrayCounts, here: string | null): Rail {
  const view = ({ count, roles: _, ...item }: Place): RailItem => ({
    ...item,
    count: count ? counts[count] || null : null,
    on: item.id === here,
  });
  const mine = PLACES.filter(({ roles }) => roles === 'all' || roles.some((role) => person.roles.includes(role)));
  return { main: mine.filter(({ more }) => !more).map(view), more: mine.filter(({ more }) => more).map(view) };
}

/** Where a person starts: the first place of the rail. */
export function homeOf(person: Person): string {
  const first = PLACES.find(({ roles, more }) => !more && roles !== 'all' && roles.some((role) => person.roles.includes(role)));
  return first?.href ?? '/journal';
}

interface Place {
  readonly id: string;
  readonly href: string;
  readonly label: string;
  readonly icon: string;
  readonly count: keyof TrayCounts | null;
  readonly roles: readonly Role[] | 'all';
  readonly more: boolean;
}

const PLACES: readonly Place[] = [
  {
    id: 'incoming',
    href: '/trays/incoming',
    label: 'Поступившие',
    icon: 'inbox',
    count: 'incoming',
    roles: ['clerk'],
    more: false,
  },
  {
    id: 'quarantine',
    href: '/quarantine',
    label: 'Карантин',
    icon: 'shield',
    count: 'quarantine',
    roles: ['clerk'],
    more: false,
  },
  { id: 'dispatch', href: '/dispatch', label: 'Отправка', icon: 'send', count: 'dispatch', roles: ['clerk'], more: false },
  { id: 'sign', href: '/sign', label: 'На подпись', icon: 'sign', count: 'sign', roles: ['signatory'], more: false },
  {
    id: 'assignment',
    href: '/trays/assignment',
    label: 'Распределить',
    icon: 'people',
    count: 'assignment',
    roles: ['head'],
    more: false,
  },
  { id: 'mine', href: '/trays/mine', label: 'Мои', icon: 'pen', count: 'mine', roles: ['executor'], more: false },
  {
    id: 'approval',
    href: '/trays/approval',
    label: 'Согласование',
    icon: 'check',
    count: 'approval',
    roles: ['head', 'lawyer', 'security', 'quality'],
    more: false,
  },
  {
    id: 'control',
    href: '/control',
    label: 'Контроль',
    icon: 'clock',
    count: 'control',
    roles: ['clerk', 'head', 'quality', 'signatory', 'lawyer', 'security'],
    more: false,
  },
  { id: 'journal', href: '/journal', label: 'Журнал', icon: 'book', count: null, roles: 'all', more: false },
  {
    id: 'reports',
    href: '/reports',
    label: 'Отчёты',
    icon: 'chart',
    count: null,
    roles: ['quality', 'head', 'signatory', 'clerk', 'admin'],
    more: true,
  },
  { id: 'rules', href: '/rules', label: 'Правила', icon: 'rules', count: null, roles: 'all', more: true },
  { id: 'batch', href: '/batch', label: 'Сканировать пачку', icon: 'page', count: null, roles: ['clerk'], more: true },
  { id: 'enter', href: '/enter', label: 'Внести вручную', icon: 'person', count: null, roles: ['clerk'], more: true },
  {
    id: 'people',
    href: '/people',
    label: 'Сотрудники',
    icon: 'people',
    count: null,
    roles: ['admin'],
    more: false,
  },
  {
    id: 'texts',
    href: '/templates',
    label: 'Тексты',
    icon: 'page',
    count: null,
    roles: ['admin', 'quality', 'lawyer', 'head', 'executor', 'signatory'],
    more: true,
  },
  { id: 'health', href: '/health', label: 'Состояние', icon: 'pulse', count: null, roles: 'all', more: true },
];
