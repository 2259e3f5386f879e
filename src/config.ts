/** Environment → frozen Config. The sole reader of process.env. Every variable is described in README and .env.example. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { mailbox } from './mailbox-url.ts';

const whole = (least: number, most: number) => {
  const error = `нужно целое число от ${least} до ${most}`;
  return z.coerce.number({ error }).int(error).min(least, error).max(most, error);
};

const Environment = z.object({
  PORT: whole(0, 65535).default(3000),
  DATA_DIR: z.string().min(1).default('./data'),
  MONGODB_URI: z.string().optional(),
  IMAP_URLS: z.string().optional(),
  OAUTH_TOKEN_URL: z.url('нужен адрес вида https://…').optional(),
  OAUTH_CLIENT_ID: z.string().optional(),
  OAUTH_CLIENT_SECRET: z.string().optional(),
  OAUTH_REFRESH_TOKENS: z.string().optional(),
  OAUTH_SCOPE: z.string().optional(),
  TRUSTED_AUTHSERV: z.string().optional(),
  IMAP_POLL_SECONDS: whole(5, 86_400).default(60),
  SMTP_URL: z.string().optional(),
  SMTP_PER_MINUTE: whole(6, 100_000).default(120),
  SENT_FOLDER: z.string().optional(),
  DKIM_DOMAIN: z.string().optional(),
  DKIM_SELECTOR: z.string().optional(),
  DKIM_KEY_FILE: z.string().optional(),
  MAIL_FROM: z.string().default('kanc@tbek.example'),
  API_TOKEN: z.string().min(16, 'нужно не меньше 16 знаков').optional(),
  OWN_DOMAINS: z.string().default('tbek.example'),
  PUBLIC_URL: z.string().optional(),
  SIGNING_KEYS: z.string().optional(),
});

export type Config = ReturnType<typeof readConfig>;

/** @throws Error with one line per faulty variable */
export function readConfig(env: NodeJS.ProcessEnv = process.env, cwd = process.cwd()) {
  const parsed = Environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  }
  const { data } = parsed;
  return Object.freeze({
    port: data.PORT,
    dataDir: resolve(cwd, data.DATA_DIR),
    mongodbUri: data.MONGODB_URI ?? null,
    mailboxes: (data.IMAP_URLS ?? '')
      .split(/\s+/)
      .filter(Boolean)
      .map((url) => mailbox(url, data)),
    pollSeconds: data.IMAP_POLL_SECONDS,
    smtpUrl: data.SMTP_URL ?? null,
    mailsPerMinute: data.SMTP_PER_MINUTE,
    dkim: dkimOf(data),
    mailFrom: data.MAIL_FROM,
    apiToken: data.API_TOKEN ?? null,
    ownDomains: data.OWN_DOMAINS.split(',')
      .map((each) => each.trim().toLowerCase())
      .filter(Boolean),
    /** Name of our own mail server in Authentication-Results, lower case; null: every sender is looked up. */
    trustedAuthserv: data.TRUSTED_AUTHSERV?.trim().toLowerCase() ?? null,
    publicUrl: data.PUBLIC_URL ?? null,
    /** Folder of LOGIN.p12 and LOGIN.password; null: everybody signs on paper. */
    signingKeys: data.SIGNING_KEYS ? resolve(cwd, data.SIGNING_KEYS) : null,
    limits,
  });
}

export const environmentKeys = Object.keys(Environment.shape);

/** Every limit of the engine, each with its why. Bytes, milliseconds, counts. */
export const limits = Object.freeze({
  /** A message: providers take 25–30 MB; over it, the letter is kept as an oversized arrival that people see. */
  mailBytes: 50 * 2 ** 20,
  /** Header bytes, parts and nesting of one message: more is an attack on the parser. */
  mailHeaderBytes: 2 ** 20,
  mailParts: 1000,
  mailDepth: 100,
  /** HTML turned to text, and text examined, in characters: more is never read by a person. */
  htmlChars: 500_000,
  textChars: 200_000,
  /** One parse: a hostile mail must not hold the others up. */
  parseMs: 10_000,
  /** One fetched batch: memory stays flat; each costs the disk four waits, however many mails it has. */
  batchMails: 100,
  batchBytes: 20 * 2 ** 20,
  /** Uploads: 50 sheets at 300 dpi fit well. */
  uploadBytes: 25 * 2 ** 20,
  uploadFiles: 20,
  pages: 50,
  /** Sheets of one batch on the scanning desk: a morning's post, and still a screen that scrolls. */
  batchSheets: 500,
  /** Decompression bombs: an A3 sheet at 600 dpi has 70 megapixels in one direction only. */
  pixels: 60_000_000,
  /** A child (pdftoppm, tesseract) that takes longer is killed. */
  childMs: 60_000,
  /** File names in the register, characters: evidence of the sender, cut only where nobody reads on. Nothing on disk is named so. */
  nameChars: 1000,
  /** The hot folder takes a file when its size has not changed for so long. */
  quietMs: 1500,
  /** Effects: tries with back-off from 5 s, doubled, to 1 h; then it is on the health page. */
  effectAttempts: 20,
  /** Session: 12 h at most, 30 min without a request. */
  sessionMs: 12 * 3_600_000,
  idleMs: 30 * 60_000,
  /** Looks at the public check of a reply per address in 15 min: a person tries a few times, a machine millions. */
  replyChecks: 30,
  /** Letters by the public form per address in 15 min: a firm behind one address may have a bad day. */
  publicLetters: 20,
  /** Failed log-ins per login and address in 15 min. */
  loginAttempts: 10,
  /** Numbers and codes of the public status page that were not found, per address in 15 min. */
  statusTries: 30,
  /** A mail of ours, as bytes: servers take 25 MB as a rule, and some count the encoded size twice. */
  outgoingBytes: 20 * 2 ** 20,
  /** Files enclosed in one answer: a third is added on the way into a mail. */
  enclosureBytes: 14 * 2 ** 20,
  /** Acknowledgements to one address a day: a loop must end. */
  noticesPerDay: 5,
});

type Variables = z.infer<typeof Environment>;

/** All three or none. `keyFile` is read at the start. */
function dkimOf({ DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_KEY_FILE: keyFile }: Variables) {
  if (!domain && !selector && !keyFile) return null;
  if (!domain || !selector || !keyFile) throw new Error('DKIM_DOMAIN, DKIM_SELECTOR, DKIM_KEY_FILE: set all three or none');
  return { domain, selector, keyFile };
}
