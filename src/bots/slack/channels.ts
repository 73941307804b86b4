import type { webApi } from '@slack/bolt'
import type { ChatChannel } from '../../domain/people/chat-channel-store.js'

/** Slack advises no more than 200 a page, and may answer fewer (docs: conversations.list). */
const PAGE = 200
/** The largest workspaces have tens of thousands: those beyond are named by their ids. */
const MOST_PAGES = 100

/** Every channel that isn't archived: the open ones, and the private ones that the app is in; of an organisation those of all its teams. */
export async function channelsOf(client: webApi.WebClient): Promise<ChatChannel[]> {
  const { is_enterprise_install: ofOrganisation } = await client.auth.test()
  if (!ofOrganisation) return await channelsIn(client)
  const found = new Map<string, ChatChannel>()
  // One that is shared between teams is each one's.
  for (const team of await teamsOf(client))
    for (const each of await channelsIn(client, team)) found.set(each.channel, each)
  return [...found.values()]
}

/** Those of an organisation that have the app: with its token each has to be named (docs: auth.teams.list). */
async function teamsOf(client: webApi.WebClient): Promise<string[]> {
  const teams: string[] = []
  for await (const page of client.paginate('auth.teams.list', { limit: PAGE }))
    for (const { id } of (page as webApi.AuthTeamsListResponse).teams ?? []) if (id) teams.push(id)
  return teams
}

async function channelsIn(client: webApi.WebClient, team?: string): Promise<ChatChannel[]> {
  const channels: ChatChannel[] = []
  let cursor = ''
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const listed = await client.conversations.list({
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: PAGE,
      ...(team ? { team_id: team } : {}),
      ...(cursor ? { cursor } : {}),
    })
    for (const { id, name, is_private, is_member } of listed.channels ?? [])
      if (id && name) channels.push({ channel: id, name, open: !is_private, joined: is_member ?? false })
    cursor = listed.response_metadata?.next_cursor ?? ''
    if (cursor === '') break
  }
  return channels
}
