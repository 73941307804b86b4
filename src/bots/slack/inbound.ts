import { createHash } from 'node:crypto'
import type { Database } from '../../db/database.js'
import type { Scope } from '../../db/scope.js'
import { noteWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { gather } from '../../lib/gather.js'
import { findPerson, type SlackPerson } from './identity.js'

/** A delivery from Slack, as recorded. `isNew` is false for one that was here before. */
export type Inbound = { workspaceId: string; id: string; isNew: boolean; sender: Sender }

/** Whose doing a delivery is: the Slack user that it names, and the member of staff behind them if there is one. */
export type Sender = { userId: string; person: SlackPerson | null }

const asSlack = (workspaceId: string): Scope => ({ workspaceId, actorId: null, via: 'slack' })

type Delivery = { id: string; userId: string; key: string; payload: unknown }

/** A commit carries the deliveries that came while those before it were on their way to the disk. */
const COMMITS_AT_ONCE = 2

/** One company's deliveries, recorded and noted as answered in as few transactions as a crowd of them allows. */
export type InboundBook = {
  record(body: Record<string, unknown>): Promise<Inbound>
  noteHandled(inbound: Pick<Inbound, 'id'>): Promise<void>
}

/** Of each company, made when it is first heard of. */
export function inboundBooks(db: Database): (workspaceId: string) => InboundBook {
  const books = new Map<string, InboundBook>()
  return (workspaceId) => {
    const book = books.get(workspaceId) ?? openBook(db, workspaceId)
    books.set(workspaceId, book)
    return book
  }
}

function openBook(db: Database, workspaceId: string): InboundBook {
  const record = gather(COMMITS_AT_ONCE, (deliveries: readonly Delivery[]) => recordAll(db, workspaceId, deliveries))
  const handled = gather(1, (ids: readonly string[]) => noteAllHandled(db, workspaceId, ids))
  return {
    record: (body) => record(deliveryOf(db, body)),
    noteHandled: ({ id }) => handled(id),
  }
}

/**
 * A delivery is recorded before it is acknowledged. A retry, or a replayed request (Slack's signatures have no nonce), is found
 * to be here already. The payload is kept without the token, the response_url and the trigger: what they open is open for
 * half an hour to whoever reads the table, and nothing needs them later, since a late answer goes by direct message.
 */
function deliveryOf(db: Database, body: Record<string, unknown>): Delivery {
  const { token: _token, trigger_id: _trigger, response_url: _url, ...payload } = body
  return { id: db.ids.next(), userId: userIn(body), key: deliveryKey(body), payload: storable(payload) }
}

async function recordAll(db: Database, workspaceId: string, deliveries: readonly Delivery[]): Promise<Inbound[]> {
  return await noteWorkspace(db, asSlack(workspaceId), async (note) => {
    const users = [...new Set(deliveries.map(({ userId }) => userId))].filter((userId) => userId !== '')
    const [rows, ...people] = await Promise.all([
      note.sql<{ id: string }[]>`
        insert into inbound_event (workspace_id, id, source, event_key, payload)
        select ${workspaceId}, d.id, 'slack', d.key, d.payload
          from jsonb_to_recordset(${JSON.stringify(deliveries)}::text::jsonb) d(id uuid, key text, payload jsonb)
        on conflict (workspace_id, source, event_key) do nothing returning id`,
      // Who sent it is asked in the same breath: it is what answering begins with.
      ...users.map((userId) => findPerson(note, userId)),
    ])
    const isNew = new Set(rows.map(({ id }) => id))
    return deliveries.map(({ id, userId }) => {
      const person = people[users.indexOf(userId)] ?? null
      return { workspaceId, id, isNew: isNew.has(id), sender: { userId, person } }
    })
  })
}

/** Half a character and a NUL, which JSON may say and Postgres keeps in no text: a message with one would not be answered. */
const UNSTORABLE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\0/g

function storable(payload: Record<string, unknown>): unknown {
  const json = JSON.stringify(payload)
  if (!/\\u(?:0000|d[89a-f])/i.test(json)) return payload
  return JSON.parse(json, (_, value: unknown) =>
    typeof value === 'string' ? value.replace(UNSTORABLE, '\ufffd') : value,
  )
}

/** The one who did something; events about other people (`user_change`) have a whole profile in that place, and no sender. */
function userIn({ user_id, user, event }: SlackPayload): string {
  const userId: unknown = user_id ?? user?.id ?? event?.user
  return typeof userId === 'string' ? userId : ''
}

/** Slack repeats an event under one `event_id`; a command, a click and a form each come with a trigger of their own. */
function deliveryKey(body: Record<string, unknown>): string {
  if (typeof body['event_id'] === 'string') return body['event_id']
  const trigger = typeof body['trigger_id'] === 'string' ? body['trigger_id'] : JSON.stringify(body)
  return createHash('sha256').update(trigger).digest('hex')
}

/**
 * It has been answered. What a crash leaves without this is told to its sender (`slack-unanswered`). Its words are not kept:
 * that it came is enough to know a repeated one, and somebody may have typed whose mail is never to be logged.
 */
export const noteHandled = async (
  db: Database,
  { workspaceId, id }: Pick<Inbound, 'workspaceId' | 'id'>,
): Promise<void> => void (await noteAllHandled(db, workspaceId, [id]))

const noteAllHandled = (db: Database, workspaceId: string, ids: readonly string[]): Promise<undefined[]> =>
  noteWorkspace(db, asSlack(workspaceId), async ({ sql, now }) => {
    await sql`
      update inbound_event set handled_at = ${now}, payload = '{}'
       where workspace_id = ${workspaceId} and id = any(${ids as string[]}::uuid[])`
    return ids.map(() => undefined)
  })

export type Unhandled = { id: string; at: Date; payload: Record<string, unknown> }

/** Deliveries that nobody answered, of an interval. */
export const listUnhandled = ({ sql, scope }: SqlScope, from: Date, until: Date): Promise<Unhandled[]> =>
  sql<Unhandled[]>`
    select id, created_at as at, payload from inbound_event
    where workspace_id = ${scope.workspaceId} and source = 'slack' and handled_at is null
      and created_at between ${from} and ${until} order by created_at limit 100`

/** Whether files came with it: of a message, also of one that a shortcut is pressed on, or in a form. */
export function bringsFiles(payload: Record<string, unknown>): boolean {
  const { event, message, view } = payload as SlackPayload
  const inputs = Object.values(view?.state?.values ?? {}).flatMap((block) => Object.values(block))
  return [event, message, ...inputs].some((each) => (each?.files?.length ?? 0) > 0)
}

/** Who asked for what, in words for that person; null for what nobody waits for an answer to. */
export function askedIn(payload: Record<string, unknown>): { slackUserId: string; what: string } | null {
  const { command, text, user_id, event, user, type } = payload as SlackPayload
  if (command && user_id) return { slackUserId: user_id, what: `“${`${command} ${text ?? ''}`.trim()}”` }
  if (event?.user && (event.type === 'message' || event.type === 'app_mention'))
    return { slackUserId: event.user, what: `“${event.text ?? ''}”` }
  if (user?.id && type === 'block_actions') return { slackUserId: user.id, what: 'your click on a button' }
  if (user?.id && type === 'view_submission') return { slackUserId: user.id, what: 'the form that you sent' }
  return null
}

type SlackPayload = {
  command?: string
  text?: string
  user_id?: string
  event?: { type?: string; user?: string; text?: string } & WithFiles
  user?: { id?: string }
  type?: string
  message?: WithFiles
  view?: { state?: { values?: Record<string, Record<string, WithFiles>> } }
}

type WithFiles = { files?: readonly unknown[] }
