/** What a noun is about, for help, and the other words people have for it. A noun without a line here works as well. */
export const NOUNS: Readonly<Record<string, { summary: string; words?: readonly string[] }>> = {
  contact: { summary: 'people at other companies', words: ['person', 'people', 'lead'] },
  company: {
    summary: 'customers, suppliers and partners',
    words: ['customer', 'client', 'vendor', 'supplier', 'organisation', 'organization', 'account'],
  },
  address: { summary: 'mail addresses: whose, and whether mail reaches them' },
  deal: { summary: 'what we may sell, and how far it is', words: ['opportunity', 'opp'] },
  quote: { summary: 'offers', words: ['offer', 'quotation', 'proposal'] },
  case: { summary: 'support', words: ['ticket', 'issue'] },
  task: { summary: 'what you want to do', words: ['todo', 'reminder'] },
  invoice: { summary: 'what customers owe', words: ['inv'] },
  payment: { summary: 'what customers paid', words: ['receipt'] },
  bill: { summary: 'what we owe' },
  expense: { summary: 'what staff spent' },
  bank: { summary: 'bank statements and their matching' },
  journal: { summary: 'entries in the books', words: ['entry'] },
  fx: { summary: 'exchange rates', words: ['rate', 'rates', 'exchange'] },
  close: { summary: 'the month-end close', words: ['closing', 'month-end'] },
  report: { summary: 'figures and charts', words: ['reporting'] },
  mailbox: { summary: 'the mailboxes that are followed', words: ['inbox'] },
  thread: { summary: 'mail threads: shown, split, merged, kept private', words: ['conversation'] },
  link: { summary: 'puts a mail thread on a record' },
  unlink: { summary: 'takes a mail thread off a record' },
  approval: { summary: 'what needs a second person', words: ['approvals'] },
  dunning: { summary: 'reminding customers of what is past due' },
  delivery: { summary: 'mails that I sent, and whether they went out' },
  notice: { summary: 'what I tell you by myself', words: ['notification', 'notices'] },
  staff: { summary: 'colleagues', words: ['colleague', 'employee', 'team', 'user'] },
  search: { summary: 'everything you may see', words: ['find'] },
  help: { summary: 'what can be said', words: ['?', 'commands', 'hilfe', 'hi', 'hello'] },
  undo: { summary: 'takes back your last change', words: ['revert'] },
}

/** Other words for verbs; one counts only where the noun has the verb and not the word itself. */
export const VERBS: Readonly<Record<string, readonly string[]>> = {
  show: ['view', 'get', 'open', 'card', 'info', 'details'],
  list: ['ls', 'all', 'index'],
  new: ['add', 'create', 'make', 'draft', 'start'],
  set: ['edit', 'update', 'change', 'modify'],
  find: ['search', 'lookup', 'query'],
  move: ['stage', 'advance'],
  win: ['won'],
  lose: ['lost'],
  pay: ['paid'],
  issue: ['issued', 'post', 'finalise', 'finalize'],
  send: ['mail', 'email'],
  done: ['complete', 'completed', 'finish', 'finished', 'tick'],
  note: ['comment', 'log'],
  assign: ['give', 'reassign'],
  mine: ['my'],
  open: ['start', 'begin'],
  status: ['progress', 'state'],
  history: ['audit', 'changes', 'log'],
}

/** `deals` → `deal`, `companies` → `company`, `expenses` → `expense`; also what is no plural comes back changed at worst. */
export const singulars = (word: string): readonly string[] => [
  word,
  ...(word.endsWith('ies') ? [`${word.slice(0, -3)}y`] : []),
  ...(word.endsWith('es') ? [word.slice(0, -2)] : []),
  ...(word.endsWith('s') ? [word.slice(0, -1)] : []),
]
