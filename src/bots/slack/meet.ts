import type { types, webApi } from '@slack/bolt'
import type { Database } from '../../db/database.js'
import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import type { Staff } from '../../domain/people/staff.js'
import { findStaffByEmail } from '../../domain/people/staff-store.js'
import type { SlackMessage } from './answer.js'
import type { SlackClients, Team } from './clients.js'
import { clipEscaped, escape } from './render/mrkdwn.js'

export const MEET = 'meet'

type Knows = { db: Database; clients: SlackClients }

type Stranger = {
  name: string
  email: string | undefined
  kind: 'member' | 'guest' | 'outside' | 'unknown'
}

export type Meeting = { stranger: Stranger; staff: Staff | null }

/** Who somebody whom we don't know may be: the email in their profile proposes a colleague, and proves nothing. */
export async function whoMayBe(desk: Knows, team: Team, slackUserId: string): Promise<Meeting> {
  const client = desk.clients.of(team.installation, 'interactive')
  const stranger = await lookAt(client, slackUserId)
  const { workspaceId } = team
  const { email } = stranger
  const staff =
    email && stranger.kind === 'member'
      ? await readWorkspace(desk.db, { workspaceId, actorId: null, via: 'slack' }, (read) =>
          findStaffByEmail(read, email),
        )
      : null
  return { stranger, staff: staff?.active && !staff.slackUserId ? staff : null }
}

async function lookAt(client: webApi.WebClient, user: string): Promise<Stranger> {
  const found = (await client.users.info({ user }).catch(() => undefined))?.user
  if (!found) return { name: '', email: undefined, kind: 'unknown' }
  const kind = found.is_stranger ? 'outside' : found.is_restricted || found.is_ultra_restricted ? 'guest' : 'member'
  return { name: found.real_name ?? found.name ?? '', email: found.profile?.email, kind }
}

/** What a stranger is told: what would make us know them, and nothing of the company. */
export function greeting({ stranger, staff }: Meeting, slackUserId: string): SlackMessage {
  if (stranger.kind === 'guest' || stranger.kind === 'outside')
    return message('I answer only staff of this company. As its guest, please ask the person you work with.')
  if (staff) {
    const text = `I don’t know you yet. If ${escape(staff.email)} is your address, I can mail you a link that proves it.`
    return message(text, { type: 'actions', elements: [mailMe] })
  }
  const email = stranger.email ? escape(stranger.email) : 'EMAIL'
  return message(
    `I don’t know you yet. Ask whoever runs Daybook to say who you are: \`/daybook staff link ${email} user:${slackUserId}\`.`,
  )
}

const mailMe: types.Button = {
  type: 'button',
  style: 'primary',
  action_id: MEET,
  text: { type: 'plain_text', text: 'Mail me the link' },
}

const SECTION = 3000

export const message = (text: string, ...more: types.KnownBlock[]): SlackMessage => ({
  text,
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: clipEscaped(text, SECTION) } }, ...more],
})

/** Has the link mailed to the colleague that the profile proposes, at the address that we have of them. */
export async function askForProof(desk: Knows, team: Team, slackUserId: string): Promise<SlackMessage> {
  const meeting = await whoMayBe(desk, team, slackUserId)
  const { stranger, staff } = meeting
  if (!staff) return greeting(meeting, slackUserId)
  await inWorkspace(desk.db, { workspaceId: team.workspaceId, actorId: null, via: 'slack' }, (tx) =>
    tx.outbox('slack.link-asked', { staffId: staff.id, slackUserId, slackName: stranger.name }),
  )
  return message(
    `A mail is on its way to ${escape(staff.email)}. Its link is good for half an hour; then write to me again.`,
  )
}
