/** The office put together from ports: pure rooms inside, adapters given. Tests build it on fakes with the same function. */

import type { HousePorts } from './house-ports.ts';
import { administering } from './office/administration.ts';
import { batchOffice } from './office/batch.ts';
import { reportHandler } from './office/bounces.ts';
import { replyChecker } from './office/check-reply.ts';
import { checking } from './office/completeness.ts';
import { controlRoom } from './office/control.ts';
import { drafting } from './office/draft.ts';
import { enclosing } from './office/enclosures.ts';
import { factsGatherer } from './office/facts.ts';
import { handler } from './office/handle.ts';
import { knowing } from './office/knowledge.ts';
import { knownPeople } from './office/known-people.ts';
import { learning } from './office/learn.ts';
import { lexiconInUse } from './office/lexicon-in-use.ts';
import { looking } from './office/look.ts';
import type { Office } from './office/office.ts';
import { pageCache } from './office/page-cache.ts';
import { performing } from './office/perform.ts';
import { postal } from './office/postal.ts';
import { printedPapers } from './office/printed.ts';
import { publishing } from './office/publishing.ts';
import { putAside } from './office/put-aside.ts';
import { readAhead } from './office/read-ahead.ts';
import { receiver } from './office/receive.ts';
import { reminding } from './office/reminders.ts';
import { reporting } from './office/reports.ts';
import { rescanning } from './office/rescan.ts';
import { adopt, resume } from './office/resume.ts';
import { ruleRoom } from './office/rules.ts';
import { senderOf } from './office/sender.ts';
import { seeing } from './office/sight.ts';
import { signingIn } from './office/sign-in.ts';
import { signingWithKey } from './office/sign-with-key.ts';
import { signedCopies } from './office/signed-copy.ts';
import { standardInForce } from './office/standard-in-force.ts';
import { statusReader } from './office/status.ts';
import { templating } from './office/templates.ts';
import { understander } from './office/understand.ts';
import { workingDrafts } from './office/working-draft.ts';

export interface House {
  readonly office: Office;
  /** Effects that are due, until none is left. */
  perform(): Promise<void>;
  /** What a crash left between vault and register. */
  resume(): Promise<void>;
  /** Who has letters that burn is told, once a working day. */
  remind(): Promise<void>;
  /** Before the store is closed. */
  stop(): Promise<void>;
}

/** Some hundred pages, or thousands of thumbnails. */
const PICTURE_BYTES = 32 * 2 ** 20;

/** An arrival that is being taken right now is not "left by a crash". */
const LEFT_MS = 60_000;

export function house(given: HousePorts): House {
  const inForce = standardInForce(given.standard);
  const ports = { ...given, standard: inForce.standard, people: knownPeople(given.people) };
  const { standard, config, log, clock } = ports;
  const { limits, ownDomains } = config;
  const domain = ownDomains[0] ?? 'localhost';
  const wake = waker(() => performer.round(), log);
  const templates = templating(ports);
  const taught = lexiconInUse(ports.lexicon, ports.teaching);
  const published = publishing({ ...ports, inForce, taught });
  const freshTemplates = async () => {
    await Promise.all([templates.freshTemplates(), published.fresh()]);
  };
  const facts = factsGatherer({ ...ports, freshTemplates });
  const see = seeing(ports);
  const handle = signingWithKey(learning(handler({ ...ports, facts, see, changed: wake }), ports), ports);
  const { parse, ahead } = readAhead(ports.parse);
  const intake = {
    ...ports,
    handle,
    understand: understander({ ...ports, parse }),
    ahead,
    reported: reportHandler({ ...ports, handle }),
    changed: wake,
  };
  const performer = performing({
    ...ports,
    proveSender: senderOf(ports),
    handle,
    taught,
    ownDomains,
    domain,
    noticesPerDay: limits.noticesPerDay,
    attempts: limits.effectAttempts,
    sentFolder: ports.sentFolder ?? null,
    outgoingBytes: limits.outgoingBytes,
  });
  const receive = receiver(intake);
  const signed = signedCopies({ ...ports, handle, see });
  const images = pageCache(PICTURE_BYTES);
  const batches = batchOffice({ ...ports, ...signed, receive, images, batchSheets: limits.batchSheets });
  const office: Office = {
    standard,
    receive,
    batches,
    ...rescanning({ ...ports, handle, see }),
    adopt: (key, actor) => adopt(intake, key, actor),
    putAside: putAside(ports),
    quarantine: (after) => ports.arrivals.inState(['quarantined', 'failed'], 50, after),
    handle,
    ...looking({ ...ports, ownDomains, images, facts, see }),
    ...drafting({ ...ports, ...templates, facts, see }),
    ...templates,
    ...workingDrafts({ ...ports, handle, see }),
    ...checking(ports),
    ...knowing({ ...ports, see }),
    ...enclosing({ ...ports, limit: limits.enclosureBytes }),
    ...postal({ ...ports, see }),
    ...controlRoom({ ...ports, see }),
    ...reporting({ ...ports, see }),
    ...printedPapers({ ...ports, ...templates, see }),
    ...administering(ports),
    ...signingIn({ ...ports, attempts: limits.loginAttempts }),
    status: statusReader(ports),
    checkReply: replyChecker(ports),
    ...signed,
    health: ports.health,
    rules: ruleRoom({ ...ports, taught, ownDomains, publishing: published }),
  };
  let stopping = false;
  return {
    office,
    perform: () => performer.round(),
    remind: reminding({ ...ports, see, domain }),
    stop: () => {
      stopping = true;
      return performer.stop();
    },
    resume: async () => {
      await published.fresh();
      await resume(intake, new Date(clock.now().getTime() - LEFT_MS));
      // Sheets are looked at for minutes: nobody waits for it, and the next start goes on where a stop broke it off
      batches.resumeBatches().catch((error: unknown) => {
        if (!stopping) log(`batches: ${error instanceof Error ? error.message : String(error)}`);
      });
    },
  };
}

/** Effects follow their cause at once; the round by the clock is the net. Many causes in a row wake it once. */
function waker(round: () => Promise<void>, log: (message: string) => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    setImmediate(() => {
      asked = false;
      round().catch((error: unknown) => log(`effects: ${error instanceof Error ? error.message : String(error)}`));
    });
  };
}
