import { findMail, type MailQuery } from '../../../domain/correspondence/mail-search-store.js'
import { findThreadsByIds } from '../../../domain/correspondence/thread-store.js'
import type { IsoDate } from '../../../lib/dates.js'
import type { CommandContext } from '../define-command.js'
import { optional } from '../params.js'
import type { Reply } from '../reply.js'

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
  const { threads, more } = await read(async (scope) => {
    const found = await findMail(scope, queryOf(args), asker, SHOWN + 1)
    const names = await findThreadsByIds(
      scope,
      found.slice(0, SHOWN).map(({ threadId }) => threadId),
      asker,
    )
    const threads = found.flatMap(({ threadId, at, messages }) => {
      const name = names.find(({ id }) => id === threadId)
      return name ? [{ ref: name.ref, subject: name.subject, lastFrom: name.lastFrom, at, messages }] : []
    })
    return { threads, more: found.length > SHOWN }
  })
  if (threads.length === 0) return { headline: 'No mail that you may see fits.', data: { threads: [] } }
  return {
    headline: `${more ? 'The newest ' : ''}${threads.length === 1 ? 'One thread fits' : `${threads.length} threads that fit`}`,
    table: {
      columns: [
        { key: 'thread', label: 'Thread', type: 'record' },
        { key: 'from', label: 'Last from', type: 'text' },
        { key: 'at', label: 'Sent', type: 'date' },
        { key: 'messages', label: 'Mails that fit', type: 'number' },
      ],
      rows: threads.map(({ ref, subject, lastFrom, at, messages }) => ({
        thread: { ref, title: subject ?? '(private)' },
        from: lastFrom,
        at: { at },
        messages,
      })),
    },
    data: { threads: threads.map(({ at, ...thread }) => ({ ...thread, at: at.toISOString() })) },
  }
}

const queryOf = ({ words, from, to, before, after, has }: MailArgs): MailQuery => ({
  ...(words && { words }),
  ...(from && { from }),
  ...(to && { to }),
  ...(before && { before }),
  ...(after && { after }),
  ...(has && { hasAttachment: true }),
})
