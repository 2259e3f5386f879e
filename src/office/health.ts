/** How the house is: what works, what does not, and what to do. */
import { statfs } from 'node:fs/promises';
import type { Arrivals } from './ports/intake.ts';
import { type Inbox, type InboxStatus, type Mailer, OUR_DATABASE_IS_AWAY } from './ports/mail.ts';
import type { Reader } from './ports/paper.ts';

export interface Health {
  /** Ready to take letters: database writable, disk not full. */
  readonly ready: boolean;
  /** Russian sentences, each with what to do; empty when all is well. */
  readonly reasons: readonly string[];
  readonly version: string;
  readonly database: { readonly kind: 'embedded' | 'mongodb'; readonly ok: boolean; readonly ms: number };
  readonly mailboxes: readonly InboxStatus[];
  readonly mailer: { readonly kind: 'smtp' | 'outbox'; readonly error: string | null };
  readonly reader: { readonly ocr: boolean; readonly missing: readonly string[] };
  readonly disk: { readonly freeBytes: number };
  readonly queue: { readonly received: number; readonly quarantined: number; readonly failed: number; readonly effects: number };
}

/** Below this much the vault might fail in the middle of a day's mail. */
const DISK_FLOOR = 200 * 2 ** 20;

export function healthOf(needs: {
  readonly version: string;
  readonly databaseKind: Health['database']['kind'];
  /** A write that is on disk when it resolves. */
  readonly pulse: () => Promise<void>;
  readonly pendingEffects: () => Promise<number>;
  readonly arrivals: Pick<Arrivals, 'counts'>;
  readonly inbox: Pick<Inbox, 'status'>;
  readonly mailer: Pick<Mailer, 'status'>;
  readonly reader: Pick<Reader, 'status'>;
  readonly dataDir: string;
}): () => Promise<Health> {
  return async () => {
    const started = performance.now();
    const database = await needs.pulse().then(
      () => ({ ok: true, counts: true }),
      () => ({ ok: false, counts: false }),
    );
    const ms = Math.round(performance.now() - started);
    const counts = database.ok ? await needs.arrivals.counts() : { received: 0, quarantined: 0, failed: 0 };
    const effects = database.ok ? await needs.pendingEffects() : 0;
    const { bavail, bsize } = await statfs(needs.dataDir);
    const freeBytes = Number(bavail) * Number(bsize);
    const mailboxes = needs.inbox.status();
    const mailer = needs.mailer.status();
    const reader = needs.reader.status();
    const { received, quarantined, failed } = counts;
    return {
      ready: database.ok && freeBytes > DISK_FLOOR,
      reasons: [
        ...(database.ok
          ? []
          : ['База данных не отвечает. Новые письма ждут в почтовых ящиках и папках, ничего не потеряно; проверьте базу.']),
        ...(freeBytes > DISK_FLOOR ? [] : ['На диске осталось меньше 200 МБ. Освободите место: приём писем приостановлен.']),
        ...mailboxes.flatMap(({ mailbox, error }) =>
          error && (database.ok || error !== OUR_DATABASE_IS_AWAY) ? [`Ящик ${mailbox}: ${error}`] : [],
        ),
        ...(mailer.error ? [`Отправка почты: ${mailer.error}`] : []),
        ...(reader.ocr
          ? []
          : [`Сканы не распознаются: установите ${reader.missing.join(', ')}. Письма регистрируются как обычно.`]),
        ...(failed > 0 ? [`Не удалось принять поступлений: ${failed}. Откройте «Карантин».`] : []),
      ],
      version: needs.version,
      database: { kind: needs.databaseKind, ok: database.ok, ms },
      mailboxes,
      mailer,
      reader,
      disk: { freeBytes },
      queue: { received, quarantined, failed, effects },
    };
  };
}
