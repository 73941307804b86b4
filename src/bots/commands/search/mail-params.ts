import { HIDDEN } from '../../../domain/correspondence/hidden.js'
import { type FoundMail, findMail, type MailQuery } from '../../../domain/correspondence/mail-search-store.js'
import { findThreadsByIds } from '../../../domain/correspondence/thread-store.js'
import type { IsoDate } from '../../../lib/dates.js'
import type { CommandContext } from '../define-command.js'
import { optional } from '../params.js'
import { readThreads } from '../read-thread.js'
import type { Reply } from '../reply.js'
import { shown } from '../values/reading.js'

/** What narrows a search in mail. */
export const MAIL_PARAMS = {
  from: optional('text', 'From', { hint: 'A name, an address or a domain' }),
  to: optional('text', 'To'),
  before: optional('date', 'Before'),
  after: optional('date', 'After'),
  has: optional('choice', 'Has', { choices: ['attachment'] }),
} as const

export type MailArgs = {
  words?: string | undefined
  from?: string | undefined
  to?: string | undefined
  before?: IsoDate | undefined
  after?: IsoDate | undefined
  has?: string | undefined
}

const SHOWN = 20

export const narrows = ({ from, to, before, after, has }: MailArgs): boolean =>
  [from, to, before, after, has].some((each) => each !== undefined)

/** Threads that fit, newest first, as far as the asker may see them. */
export async function searchMail({ read, asker }: CommandContext, args: MailArgs): Promise<Reply> {
  const { threads, more, limits } = await read(async (scope) => {
    const { threads: found, ...limits } = await findMail(scope, queryOf(args), asker, SHOWN + 1)
    const names = await findThreadsByIds(
      scope,
      found.slice(0, SHOWN).map(({ threadId }) => threadId),
      asker,
    )
    const threads = found.flatMap(({ threadId, at, from, messages }) => {
      const name = names.find(({ id }) => id === threadId)
      return name ? [{ ref: name.ref, subject: name.subject, from, at, messages }] : []
    })
    return { threads, more: found.length > SHOWN, limits }
  })
  const left = leftOut(limits)
  if (threads.length === 0) return { ...nothing(args), notes: [LOOKED, ...left] }
  return {
    headline: `${more ? 'The newest ' : ''}${threads.length === 1 ? 'One thread fits' : `${threads.length} threads that fit`}`,
    table: {
      columns: [
        { key: 'thread', label: 'Thread', type: 'record' },
        { key: 'from', label: 'From', type: 'text' },
        { key: 'at', label: 'Sent', type: 'date' },
        { key: 'messages', label: 'Mails that fit', type: 'number' },
      ],
      rows: threads.map(({ ref, subject, from, at, messages }) => ({
        thread: { ref, title: subject ?? HIDDEN },
        from,
        at: { at },
        messages,
      })),
    },
    actions: readThreads(threads),
    ...(left.length > 0 && { notes: left }),
    data: { threads: threads.map(({ at, ...thread }) => ({ ...thread, at: at.toISOString() })) },
  }
}

/** The same words whether there is nothing or nothing to be seen. */
export const nothing = ({ words }: MailArgs): Reply => ({
  headline: words === undefined ? 'No mail fits' : `No mail fits ${shown(words)}`,
  notes: [LOOKED],
  data: { threads: [] },
})

const LOOKED = 'Looked through: the mail that you may see, by subject and text as far as its mailbox shares them.'

/** What the search did not look at, and how to reach it. */
const leftOut = ({ onlyNewest, onlyNewestHits }: Omit<FoundMail, 'threads'>): string[] => [
  ...(onlyNewest === null
    ? []
    : [
        `Of the threads only the newest ${onlyNewest} were looked through; say words or \`before:\` to reach older ones.`,
      ]),
  ...(onlyNewestHits === null
    ? []
    : [
        `Of the mails that say this only the newest ${onlyNewestHits} were looked at; say more words, or \`before:\` or \`after:\` a day.`,
      ]),
]

const queryOf = ({ words, from, to, before, after, has }: MailArgs): MailQuery => ({
  ...(words && { words }),
  ...(from && { from }),
  ...(to && { to }),
  ...(before && { before }),
  ...(after && { after }),
  ...(has && { hasAttachment: true }),
})
