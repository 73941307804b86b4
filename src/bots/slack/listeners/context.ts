import { randomUUID } from 'node:crypto'
import type { Context, RespondFn } from '@slack/bolt'
import type { Database } from '../../../db/database.js'
import { readWorkspace } from '../../../db/sql-workspace.js'
import type { Turns } from '../../../lib/turns.js'
import { withNames } from '../../commands/name-mentions.js'
import type { Deps } from '../../commands/request.js'
import type { SlackMessage } from '../answer.js'
import type { SlackClients, Team } from '../clients.js'
import { directChannel, isDirect, type Place } from '../conversation.js'
import { isElsewhere } from '../errors.js'
import type { HomeSection } from '../home/define-section.js'
import { personOfUser } from '../identity.js'
import type { Sender } from '../inbound.js'
import { greeting, message, whoMayBe } from '../meet.js'
import { postOnce } from '../post-once.js'
import { postPrivately } from '../post-privately.js'
import { respondBeside } from '../respond.js'

/** What every listener works with. */
export type Desk = {
  db: Database
  deps: Deps
  clients: SlackClients
  home: readonly HomeSection[]
  /** Commands are carried out in turns, so that what arrives meanwhile is acknowledged between them. */
  turn: Turns
}

/** The team that something came from, and who sent it as far as that was found when it was recorded. */
type Source = Team & { sender?: Sender | undefined }

type Origin = {
  team: Source
  userId: string
  /** Empty where there is none: App Home, a form that was opened there. */
  channel: string
  threadTs?: string | undefined
  respond?: RespondFn | undefined
}

/** The company's own Slack team that a request came from, or the organisation it belongs to: `authorize` found it. */
export const teamIn = (context: Context): Source => context['team'] as Source

export const STRANGER = 'I don’t know you yet. Write to me in a direct message, and I say what to do.'

/** The verified member of staff behind a Slack user, at the place of the request; null for anybody else. */
export async function findPlace(desk: Desk, origin: Origin): Promise<Place | null> {
  const { workspaceId, installation, sender } = origin.team
  const client = desk.clients.of(installation, 'interactive')
  const isSender = sender?.userId === origin.userId
  const person = isSender ? sender.person : await personOfUser(desk.db, workspaceId, origin.userId)
  const { channel, threadTs, respond } = origin
  const once = desk.clients.of(installation, 'once')
  return person && { client, once, person, slackUserId: origin.userId, channel, threadTs, respond }
}

/** The same, and anybody else is told that they are not known. */
export async function placeOf(desk: Desk, origin: Origin): Promise<Place | null> {
  const place = await findPlace(desk, origin)
  if (place) return place
  await tellStranger(desk, origin)
  return null
}

/** What a message says, with the names of colleagues. */
export const withNamesIn = (desk: Desk, { person: { who } }: Place, text: string): Promise<string> =>
  readWorkspace(desk.db, { workspaceId: who.workspaceId, actorId: who.staffId, via: who.via }, (read) =>
    withNames(read, text),
  )

/** Slack gave up waiting for a form: the person is asked to press again, for only they can give another trigger. */
export const tellLate = (desk: Desk, person: Person): Promise<void> =>
  tellDirectly(desk, person, message('That took too long, and Slack closed the door on the form. Please try again.'))

export type Person = Pick<Origin, 'team' | 'userId'>

/** Once, in the direct messages with whoever it is. */
export async function tellDirectly(desk: Desk, { team, userId }: Person, said: SlackMessage): Promise<void> {
  const client = desk.clients.of(team.installation, 'interactive')
  const once = desk.clients.of(team.installation, 'once')
  const channel = await directChannel({ client, slackUserId: userId })
  await postOnce({ client, once }, { ...said, channel }, randomUUID())
}

async function tellStranger(desk: Desk, origin: Origin): Promise<void> {
  const { team, respond, channel, userId, threadTs } = origin
  const said = greeting(await whoMayBe(desk, team, userId), userId)
  if (await respondBeside(respond, said)) return
  const client = desk.clients.of(team.installation, 'interactive')
  const once = desk.clients.of(team.installation, 'once')
  const thread = threadTs ? { thread_ts: threadTs } : {}
  try {
    if (channel === '') await tellDirectly(desk, origin, said)
    else if (isDirect(channel)) await postOnce({ client, once }, { ...said, ...thread, channel }, randomUUID())
    else await postPrivately({ client, once }, { ...said, ...thread, channel, user: userId })
  } catch (error) {
    if (!isElsewhere(error)) throw error
    await tellDirectly(desk, origin, said)
  }
}
