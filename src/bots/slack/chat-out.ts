import type { webApi } from '@slack/bolt'
import type { Database } from '../../db/database.js'
import type { ChatChannel } from '../../domain/people/chat-channel-store.js'
import type { Reply } from '../commands/reply.js'
import { filesOf, rendered, sendRendered } from './answer.js'
import { type Audience, audienceOf, type Unseen } from './audience.js'
import { channelsOf } from './channels.js'
import type { SlackClients } from './clients.js'
import { asking } from './errors.js'
import type { SlackAddress } from './post-once.js'
import { sendFiles } from './upload.js'

/** Slack's event type for our own metadata on messages, by which a sent one is found again after a crash. */
const DELIVERY_EVENT = 'daybook_delivery'
const PAGE = 100
/** Our clock and Slack's may differ. */
const SKEW_S = 120

/** How jobs write in Slack: a user's direct messages or a channel; messages carry their delivery id. Throws AppErrors. */
export function makeChatOut(db: Database, clients: SlackClients) {
  const post = async (
    workspaceId: string,
    to: string,
    reply: Reply,
    deliveryId: string,
    thread?: string,
  ): Promise<SlackAddress | null> => {
    const client = await clients.ofWorkspace(workspaceId, 'bulk')
    const poster = await clients.ofWorkspace(workspaceId, 'once')
    if (!client || !poster) return null
    const metadata = { event_type: DELIVERY_EVENT, event_payload: { delivery_id: deliveryId } }
    return await asking(async () => {
      const { sent, files } = await sendRendered(await rendered(client, reply, { zone: null }), (message) =>
        poster.chat.postMessage({
          channel: to,
          ...message,
          ...(thread && { thread_ts: thread }),
          metadata,
          unfurl_links: false,
          unfurl_media: false,
        }),
      )
      if (!sent.ts || !sent.channel) return null
      const at = { channel: sent.channel, ts: sent.ts }
      await sendFiles(client, [...files, ...filesOf(reply)], at.channel, at.ts)
      return at
    })
  }

  const complete = async (workspaceId: string, at: SlackAddress, reply: Reply, thread?: string): Promise<void> => {
    const client = await clients.ofWorkspace(workspaceId, 'bulk')
    const wanted = filesOf(reply)
    if (!client || wanted.length === 0) return
    await asking(async () => {
      const there = await filesBeneath(client, { ...at, thread })
      const missing = wanted.filter(({ name, title }) => !there.has(fileKey(name, title)))
      await sendFiles(client, missing, at.channel, at.ts)
    })
  }

  const update = async (workspaceId: string, at: SlackAddress, shown: () => Promise<Reply>): Promise<boolean> => {
    const client = await clients.ofWorkspace(workspaceId, 'bulk')
    if (!client) return false
    const reply = await shown()
    await asking(async () =>
      sendRendered(await rendered(client, reply, { zone: null }), (message) =>
        client.chat.update({ ...at, ...message }),
      ),
    )
    return true
  }

  const find = async (
    workspaceId: string,
    to: string,
    { deliveryId, since, thread }: { deliveryId: string; since: Date | null; thread?: string | undefined },
  ): Promise<SlackAddress | null> => {
    const client = await clients.ofWorkspace(workspaceId, 'bulk')
    if (!client) return null
    return await asking(async () => {
      const channel = await channelOf(client, to)
      const oldest = since && { oldest: String(since.getTime() / 1000 - SKEW_S) }
      const asked = { channel, ...oldest, limit: PAGE, include_all_metadata: true }
      const pages = (
        thread
          ? client.paginate('conversations.replies', { ...asked, ts: thread })
          : client.paginate('conversations.history', asked)
      ) as AsyncIterable<webApi.ConversationsHistoryResponse>
      for await (const { messages = [] } of pages) {
        const found = messages.find((message) => deliveryOf(message) === deliveryId)
        if (found?.ts) return { channel, ts: found.ts }
      }
      return null
    })
  }

  const audience = async (workspaceId: string, channel: string): Promise<Audience | Unseen | null> => {
    const client = await clients.ofWorkspace(workspaceId, 'bulk')
    if (!client) return null
    const { user_id: botUserId = '' } = await asking(() => client.auth.test())
    return await audienceOf(db, client, { workspaceId, channel, botUserId })
  }

  const channels = async (workspaceId: string): Promise<ChatChannel[] | null> => {
    const client = await clients.ofWorkspace(workspaceId, 'bulk')
    return client && (await asking(() => channelsOf(client)))
  }

  return { post, complete, update, find, audience, channels }
}

const fileKey = (name: string | undefined, title: string | undefined): string => JSON.stringify([name, title])

/** What stands in the thread of a message, at it or after it. */
async function filesBeneath(
  client: webApi.WebClient,
  { channel, ts, thread }: SlackAddress & { thread: string | undefined },
): Promise<ReadonlySet<string>> {
  const there = new Set<string>()
  const asked = { channel, ts: thread ?? ts, oldest: ts, limit: PAGE }
  for await (const page of client.paginate('conversations.replies', asked))
    for (const { files = [] } of (page as webApi.ConversationsRepliesResponse).messages ?? [])
      for (const { name, title } of files) there.add(fileKey(name, title))
  return there
}

type HistoryMessage = NonNullable<webApi.ConversationsHistoryResponse['messages']>[number]

const deliveryOf = ({ metadata }: HistoryMessage): string | undefined =>
  (metadata?.event_payload as { delivery_id?: string } | undefined)?.delivery_id

/** A user's messages stand in the direct conversation with them, which has an id of its own. */
async function channelOf(client: webApi.WebClient, to: string): Promise<string> {
  if (!/^[UW]/.test(to)) return to
  const opened = await client.conversations.open({ users: to })
  return opened.channel?.id ?? to
}
