import type { webApi } from '@slack/bolt'
import type { ChatChannel } from '../../domain/people/chat-channel-store.js'

/** Slack advises no more than 200 a page, and may answer fewer (docs: conversations.list). */
const PAGE = 200
/** The largest workspaces have tens of thousands: those beyond are named by their ids. */
const MOST_PAGES = 100

/** Every channel that isn't archived: the open ones, and the private ones that the app is in. */
export async function channelsOf(client: webApi.WebClient): Promise<ChatChannel[]> {
  const channels: ChatChannel[] = []
  let cursor = ''
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const listed = await client.conversations.list({
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: PAGE,
      ...(cursor ? { cursor } : {}),
    })
    for (const { id, name, is_private, is_member } of listed.channels ?? [])
      if (id && name) channels.push({ channel: id, name, open: !is_private, joined: is_member ?? false })
    cursor = listed.response_metadata?.next_cursor ?? ''
    if (cursor === '') break
  }
  return channels
}
