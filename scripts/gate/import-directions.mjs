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
  'close',
  'reports',
  'signals',
]

const areas = AREAS.map((area) => `domain/${area}`)
const below = ['lib', 'db', ...areas]

/** A part's folder or file, and the parts it may import besides itself. @type {Record<string, string[]>} */
const mayImport = {
  lib: [],
  'config.js': ['lib'],
  generated: [],
  db: ['lib', 'generated'],
  ...Object.fromEntries(areas.map((area, index) => [area, ['lib', 'db', 'generated', ...areas.slice(0, index)]])),
  documents: below,
  mail: [...below, 'documents'],
  'bots/commands': [...below, 'documents'],
  'bots/slack': [...below, 'documents', 'bots/commands'],
  'bots/email': [...below, 'documents', 'bots/commands'],
  'bots/mcp': [...below, 'documents', 'bots/commands'],
  'bots/terminal': [...below, 'documents', 'bots/commands'],
  jobs: [...below, 'bots/commands', 'bots/slack', 'bots/email', 'bots/mcp', 'bots/terminal', 'mail', 'documents'],
  sandbox: [], // the outside world: it speaks only Slack's HTTP protocol, IMAP and SMTP, so it can't cheat
  demo: below,
}

/** The composition roots, and what only they are made of: they import everything, and nothing imports them. */
export const ROOTS = ['main.js', 'cli.js', 'main', 'cli']

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
export const PROTOCOL_FREE_PARTS = ['lib', 'db', ...areas, 'documents']
