import { randomUUID } from 'node:crypto'
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
  // By a name of our own it is found even where the answer that would have told Slack's was lost.
  const external_id = randomUUID()
  const loading = { trigger_id: triggerId, view: { ...loadingView(title), external_id } }
  const show = async (view: View) => void (await client.views.update({ external_id, view: { ...view, external_id } }))
  try {
    await (onTop ? client.views.push(loading) : client.views.open(loading))
    return show
  } catch (error) {
    // Opened by the attempt before, whose answer was lost: then the view is there under its name.
    if (isOpened(error) && (await isThere(client, { external_id, view: loading.view }))) return show
    if (isLate(error)) return undefined
    throw error
  }
}

const OPENED = new Set(['exchanged_trigger_id', 'trigger_exchanged', 'duplicate_external_id'])

const isOpened = (error: unknown): boolean =>
  error instanceof webApi.WebAPIPlatformError && OPENED.has(error.data.error)

const isThere = (client: webApi.WebClient, loading: { external_id: string; view: View }): Promise<boolean> =>
  client.views.update(loading).then(
    () => true,
    () => false,
  )

export const isLate = (error: unknown): boolean =>
  error instanceof webApi.WebAPIPlatformError && LATE.has(error.data.error)

/** Shows a view in place of one that stands open; false where its reader closed that meanwhile. */
export async function replaceView(client: webApi.WebClient, viewId: string, view: View): Promise<boolean> {
  try {
    await client.views.update({ view_id: viewId, view })
    return true
  } catch (error) {
    if (error instanceof webApi.WebAPIPlatformError && error.data.error === 'not_found') return false
    throw error
  }
}
