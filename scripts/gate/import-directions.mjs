/**
 * Who may import whom below src/, as in ARCHITECTURE.md. The linter is configured from this table, and a test plants a
 * violation of each pair that it forbids.
 */

/** The business in the order its areas build on one another: an area may use those before it, never after. */
const AREAS = [
  'people',
  'crm',
  'ledger',
  'billing',
  'payables',
  'banking',
  'correspondence',
  'support',
  'close',
  'reports',
  'ask',
  'signals',
]

const areas = AREAS.map((area) => `domain/${area}`)
const below = ['lib', 'db', ...areas]
const domain = [...below, 'domain/*.js']

/** A part's folder or file, and the parts it may import besides itself. @type {Record<string, string[]>} */
const mayImport = {
  lib: [],
  'config.js': ['lib'],
  generated: [],
  db: ['lib', 'generated'],
  ...Object.fromEntries(areas.map((area, index) => [area, ['lib', 'db', 'generated', ...areas.slice(0, index)]])),
  'domain/*.js': below, // what is done across areas, such as founding a company
  documents: domain,
  mail: [...domain, 'documents'],
  'bots/commands': [...domain, 'documents'],
  'bots/slack': [...domain, 'documents', 'bots/commands'],
  'bots/email': [...domain, 'documents', 'bots/commands'],
  'bots/web': [...domain, 'documents', 'bots/commands', 'bots/email'], // pages are drawn as the mails are
  'bots/mcp': [...domain, 'documents', 'bots/commands'],
  'bots/terminal': [...domain, 'documents', 'bots/commands'],
  jobs: [...domain, 'bots/commands', 'bots/slack', 'bots/email', 'bots/mcp', 'bots/terminal', 'mail', 'documents'],
  web: [...domain, 'documents', 'bots/commands', 'bots/email', 'bots/mcp', 'bots/web', 'mail', 'jobs'],
  sandbox: [], // the outside world: it speaks only Slack's HTTP protocol, IMAP and SMTP, so it can't cheat
  demo: domain,
  imports: [...domain, 'documents'],
}

/** The composition roots (any file of src itself) and their folders: they import everything, and nothing imports them. */
export const ROOTS = ['*.js', 'main', 'cli']

export const parts = Object.keys(mayImport).filter((part) => part !== 'generated')

/** Every part (and root) that this one must not import. @param {string} part */
export function forbiddenFor(part) {
  const allowed = [part, ...(mayImport[part] ?? [])]
  return [...Object.keys(mayImport), ...ROOTS].filter((other) => !allowed.includes(other))
}

/** What speaks a protocol has no place in the business or below it. */
export const PROTOCOL_PACKAGES = [
  '@slack/*',
  'imapflow',
  'mailparser',
  'nodemailer',
  'smtp-server',
  'bullmq',
  'ioredis',
  'fastify',
  '@bull-board/*',
]

/** The parts that know no protocol. */
export const PROTOCOL_FREE_PARTS = ['lib', ...areas, 'domain/*.js', 'documents']
