import type { RespondFn, webApi } from '@slack/bolt'
import type { Database } from '../../../db/database.js'
import type { Deps } from '../../commands/request.js'
import type { SlackClients } from '../clients.js'
import type { Place } from '../conversation.js'
import { personOfUser } from '../identity.js'

/** What every listener works with. */
export type Desk = { db: Database; deps: Deps; clients: SlackClients; publicUrl: string | undefined }

type Origin = {
  teamId: string | undefined
  userId: string
  channel: string
  threadTs?: string | undefined
  respond?: RespondFn | undefined
}

export const STRANGER =
  'I don’t know you yet. Ask whoever runs Daybook to link your Slack user: `daybook staff link EMAIL SLACK_USER_ID`.'

/** The verified member of staff behind a Slack user, at the place of the request; null (and told so) for anybody else. */
export async function placeOf(desk: Desk, origin: Origin): Promise<Place | null> {
  const { workspaceId, client } = await desk.clients.ofTeam(origin.teamId ?? '', 'interactive')
  const person = await personOfUser(desk.db, workspaceId, origin.userId)
  if (!person) {
    await tellStranger(client, origin)
    return null
  }
  const { channel, threadTs, respond } = origin
  return { client, person, slackUserId: origin.userId, channel, threadTs, respond }
}

async function tellStranger(client: webApi.WebClient, origin: Origin): Promise<void> {
  if (origin.respond) await origin.respond({ text: STRANGER, response_type: 'ephemeral' })
  else if (origin.channel)
    await client.chat.postEphemeral({ channel: origin.channel, user: origin.userId, text: STRANGER })
}
