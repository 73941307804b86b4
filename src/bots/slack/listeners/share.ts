import { randomUUID } from 'node:crypto'
import type { App, BlockAction, ButtonAction, webApi } from '@slack/bolt'
import { dispatch } from '../../commands/dispatch.js'
import type { Again, Answer } from '../../commands/request.js'
import { filesOf, rendered, sendRendered } from '../answer.js'
import { audienceOf, lacking } from '../audience.js'
import { type Place, say } from '../conversation.js'
import { postOnce } from '../post-once.js'
import { respondWith } from '../respond.js'
import { sendFiles } from '../upload.js'
import { clickOrigin } from './buttons.js'
import { type Desk, placeOf } from './context.js'

/** *Share to channel*: gives a private answer again, for everybody in the channel to read, if every one of them may. */
export function listenToSharing(app: App, desk: Desk): void {
  app.action<BlockAction<ButtonAction>>('share', async ({ ack, body, action, respond, context }) => {
    await ack()
    const place = await placeOf(desk, { ...clickOrigin(body, context), respond })
    if (!place || !action.value) return
    const { who } = place.person
    const seen = await dispatch(desk.deps, { who, input: { action: action.value } })
    if (!seen.ok || !seen.again) return await say(place, seen)
    const told = await toldFor(desk, place, seen.again, context.botUserId ?? '')
    if (!('ok' in told) || !told.ok) return await say(place, refusalOf(told))
    await post(place, told)
    // Where that fails the private answer stays beside it, which is no reason to speak of an interruption.
    await respondWith(respond, { delete_original: true })
  })
}

type Refusal = { why: string }

/** The answer as everybody in the channel may read it, or why there is none. */
async function toldFor(desk: Desk, place: Place, again: Again, botUserId: string): Promise<Answer | Refusal> {
  const { who } = place.person
  const { workspaceId } = who
  if (!again.shareable) return { why: 'This is yours alone.' }
  const where = { workspaceId, channel: place.channel, botUserId }
  const audience = await audienceOf(desk.db, place.client, where).catch(() => UNTOLD)
  if ('why' in audience) return audience
  const strangers = await describeStrangers(place.client, audience.strangers)
  if (strangers.length > 0) return { why: `Not everybody here is known to Daybook: ${strangers.join(', ')}.` }
  const without = await lacking(desk.db, workspaceId, { staffIds: audience.staffIds, needs: again.needs })
  if (without.length > 0) return { why: `Not everybody here may see it: ${some(without)}.` }
  const readers = { staffIds: audience.staffIds, owned: !again.isCard }
  const told = await dispatch(
    { ...desk.deps, repeats: false },
    { who: { ...who, readers }, input: { action: again.id } },
  )
  return told.ok ? told : { why: 'Not everybody here may see it.' }
}

const UNTOLD: Refusal = { why: 'Slack does not say who is in this channel just now. Try again in a moment.' }

const refusalOf = (told: Answer | Refusal): Answer =>
  'why' in told ? { ok: false, reply: { headline: 'Not shared', text: told.why } } : told

async function post(place: Place, told: Answer): Promise<void> {
  const { client, channel, threadTs, person } = place
  const headline = told.reply.headline.replace(/^You have\b/, `${person.name} has`)
  const reply = { ...told.reply, headline, notes: [...(told.reply.notes ?? []), `Shared by ${person.name}`] }
  const thread = threadTs ? { thread_ts: threadTs } : {}
  const { sent, files } = await sendRendered(await rendered(client, reply, { zone: null }), (message) =>
    postOnce(place, { ...message, ...thread, channel }, randomUUID()),
  )
  await sendFiles(client, [...files, ...filesOf(reply)], channel, threadTs ?? sent.ts)
}

const NAMED = 5

const some = (names: readonly string[]): string =>
  names.length > NAMED ? `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more` : names.join(', ')

/** "Pat Roe (guest)": who they are is the reason. */
async function describeStrangers(client: webApi.WebClient, ids: readonly string[]): Promise<string[]> {
  const named = await Promise.all(ids.slice(0, NAMED).map((user) => describeStranger(client, user)))
  return ids.length > NAMED ? [...named, `${ids.length - NAMED} more`] : named
}

async function describeStranger(client: webApi.WebClient, user: string): Promise<string> {
  const found = (await client.users.info({ user }).catch(() => undefined))?.user
  const name = found?.real_name ?? found?.name ?? user
  if (found?.is_stranger) return `${name} (of another organisation)`
  if (found?.is_restricted || found?.is_ultra_restricted) return `${name} (guest)`
  return found?.is_bot ? `${name} (an app)` : `${name} (not linked)`
}
