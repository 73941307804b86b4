import type { Reply } from '../commands/reply.js'
import { filesOf, messageOf, sendFiles } from './answer.js'
import type { SlackClients } from './clients.js'

export type SlackAddress = { channel: string; ts: string }

/** Slack's event type for our own metadata on messages, by which a sent one is found again after a crash. */
const DELIVERY_EVENT = 'daybook_delivery'
const HISTORY = 100

/** How jobs write in Slack: a user's direct messages or a channel; messages carry their delivery id. */
export function makeChatOut(clients: SlackClients) {
  const open = async (workspaceId: string, to: string) => {
    const client = await clients.ofWorkspace(workspaceId, 'bulk')
    if (!client) return null
    if (!to.startsWith('U') && !to.startsWith('W')) return { client, channel: to }
    const opened = await client.conversations.open({ users: to })
    return opened.channel?.id ? { client, channel: opened.channel.id } : null
  }

  const post = async (
    workspaceId: string,
    to: string,
    reply: Reply,
    deliveryId: string,
  ): Promise<SlackAddress | null> => {
    const place = await open(workspaceId, to)
    if (!place) return null
    const message = await messageOf(place.client, reply, 'UTC')
    const metadata = { event_type: DELIVERY_EVENT, event_payload: { delivery_id: deliveryId } }
    const sent = await place.client.chat.postMessage({ channel: place.channel, ...message, metadata })
    if (!sent.ts) return null
    await sendFiles(place.client, filesOf(reply), place.channel, sent.ts)
    return { channel: place.channel, ts: sent.ts }
  }

  const update = async (workspaceId: string, at: SlackAddress, reply: Reply): Promise<void> => {
    const client = await clients.ofWorkspace(workspaceId, 'bulk')
    if (client) await client.chat.update({ ...at, ...(await messageOf(client, reply, 'UTC')) })
  }

  const find = async (workspaceId: string, to: string, deliveryId: string): Promise<SlackAddress | null> => {
    const place = await open(workspaceId, to)
    if (!place) return null
    const history = await place.client.conversations.history({
      channel: place.channel,
      limit: HISTORY,
      include_all_metadata: true,
    })
    const found = (history.messages ?? []).find((message) => {
      const payload = message.metadata?.event_payload as { delivery_id?: string } | undefined
      return payload?.delivery_id === deliveryId
    })
    return found?.ts ? { channel: place.channel, ts: found.ts } : null
  }

  return { post, update, find }
}
