import { type types, webApi } from '@slack/bolt'
import { loadingView } from './render/modal.js'

type View = types.ModalView

/** Slack's words for a trigger that is used up or older than three seconds. */
const LATE = new Set([
  'expired_trigger_id',
  'exchanged_trigger_id',
  'trigger_expired',
  'trigger_exchanged',
  'invalid_trigger_id',
])

export type Loading = { triggerId: string; title: string; onTop?: boolean }

/**
 * A trigger lives three seconds, so a view comes before anything is looked up. Answers what shows the real one in its place;
 * undefined where Slack gave up waiting.
 */
export async function openLoading(
  client: webApi.WebClient,
  { triggerId, title, onTop = false }: Loading,
): Promise<((view: View) => Promise<void>) | undefined> {
  const loading = { trigger_id: triggerId, view: loadingView(title) }
  try {
    const { view } = onTop ? await client.views.push(loading) : await client.views.open(loading)
    const id = view?.id
    return async (shown) => void (id && (await client.views.update({ view_id: id, view: shown })))
  } catch (error) {
    if (isLate(error)) return undefined
    throw error
  }
}

export const isLate = (error: unknown): boolean =>
  error instanceof webApi.WebAPIPlatformError && LATE.has(error.data.error)
