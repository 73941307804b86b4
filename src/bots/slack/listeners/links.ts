import type { App, types } from '@slack/bolt'
import { dispatch } from '../../commands/dispatch.js'
import { showerOf } from '../../commands/openers.js'
import type { Reply } from '../../commands/reply.js'
import { audienceOf } from '../audience.js'
import type { Place } from '../conversation.js'
import { replyBlocks } from '../render/blocks.js'
import { type Desk, findPlace, teamIn } from './context.js'

type Card = { blocks: types.KnownBlock[] }

/** Of one message; more is a list, and a list is asked for by its command. */
const MOST_LINKS = 5

/** A link to a record's page is followed by its card, with what everybody in that conversation may see, or by nothing. */
export function listenToLinks(app: App, desk: Desk): void {
  app.event('link_shared', async ({ event, context }) => {
    const named = event.links.flatMap(({ url }) => {
      const ref = refIn(desk, url)
      return ref === undefined ? [] : [{ url, ref }]
    })
    const { channel, user } = event
    const place = named.length > 0 ? await findPlace(desk, { team: teamIn(context), userId: user, channel }) : null
    if (!place) return
    const { workspaceId } = place.person.who
    const botUserId = context.botUserId ?? ''
    const audience = await audienceOf(desk.db, place.client, { workspaceId, channel, botUserId })
    if ('why' in audience || audience.strangers.length > 0) return
    const cards = await Promise.all(
      named.slice(0, MOST_LINKS).map(async ({ url, ref }) => {
        const card = await cardFor(desk, place, ref, audience.staffIds)
        return card ? [[url, card] as const] : []
      }),
    )
    const unfurls: Record<string, Card> = Object.fromEntries(cards.flat())
    if (Object.keys(unfurls).length === 0) return
    await place.client.chat.unfurl({ channel, ts: event.message_ts, unfurls })
  })
}

/** The reference in an address of ours; undefined for any other address. */
function refIn({ deps }: Desk, url: string): string | undefined {
  const [, ref] = /\/r\/([A-Za-z]+-[0-9-]+)$/.exec(URL.canParse(url) ? new URL(url).pathname : '') ?? []
  if (ref === undefined) return undefined
  const own = deps.recordLink?.(ref)
  return own && new URL(own).origin === new URL(url).origin ? ref.toUpperCase() : undefined
}

async function cardFor(desk: Desk, { person }: Place, ref: string, staffIds: readonly string[]): Promise<Card | null> {
  const shower = showerOf(desk.deps.catalog, ref)
  if (!shower) return null
  const who = { ...person.who, readers: { staffIds, owned: false } }
  const input = { text: `${shower.command} ${ref}`, exact: true }
  const { ok, reply } = await dispatch({ ...desk.deps, repeats: false }, { who, input })
  return ok ? { blocks: replyBlocks(glance(reply), null, { tables: 'lines' }) } : null
}

const BUTTONS = 5

/** What fits beneath somebody's message: the card without its lists. */
export const glance = ({ headline, text, fields, progress, actions = [] }: Reply): Reply => ({
  headline,
  ...(text ? { text } : {}),
  ...(fields ? { fields } : {}),
  ...(progress ? { progress } : {}),
  actions: actions.slice(0, BUTTONS),
})
