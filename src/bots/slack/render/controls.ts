import type { types } from '@slack/bolt'
import type { Reply } from '../../commands/reply.js'
import { hasCutCells, isNarrowed, pageOf } from './table.js'

/** What turns the pages of an answer or shares it: `again` is the stored action that gives it once more. */
export type Controls = { again: string; page: number; share: boolean; link?: string | undefined }

const ACTIONS = 25

/** The page of a reply that is to be shown, with the buttons that go on from there. */
export function withControls(
  reply: Reply,
  controls: Controls | undefined,
): { reply: Reply; buttons: types.Button[]; note?: string } {
  if (!controls) return { reply, buttons: [] }
  const { again, share, page, link } = controls
  const sharing = [...(share ? [button('share', 'Share to channel', again)] : []), ...(link ? [linkButton(link)] : [])]
  const { table } = reply
  if (!table || table.rows.length === 0) return { reply, buttons: sharing }
  const shown = pageOf(table, page)
  if (shown.count === 1 && !isNarrowed(table)) return { reply, buttons: sharing }
  const buttons = [...pageButtons(again, shown.number, shown.count), button('file', 'As file', again), ...sharing]
  const notes = [
    ...(shown.count > 1 ? [`Rows ${shown.from + 1} to ${shown.to} of ${table.rows.length}.`] : []),
    ...(hasCutCells(table) ? ['What ends in … is whole in the file.'] : []),
  ]
  return { reply: { ...reply, table: shown.table }, buttons, note: notes.join(' ') }
}

/** To the pages around one of them, from 0. */
export const pageButtons = (again: string, at: number, count: number): types.Button[] => [
  ...(at > 0 ? [button(`page:${at - 1}`, '‹ Previous', again)] : []),
  ...(at < count - 1 ? [button(`page:${at + 1}`, 'Next ›', again)] : []),
]

const button = (actionId: string, label: string, value: string): types.Button => ({
  type: 'button',
  action_id: actionId,
  text: { type: 'plain_text', text: label },
  value,
})

/** An address is opened by Slack itself; the click is reported all the same. */
const linkButton = (url: string): types.Button => ({
  type: 'button',
  action_id: 'act:page',
  text: { type: 'plain_text', text: 'In the browser' },
  url,
})

/** Beside the answer's own buttons where there is room, because a line of its own pushes the rest up. */
export function withButtons(
  blocks: readonly types.KnownBlock[],
  buttons: readonly (types.Button | types.StaticSelect)[],
): types.KnownBlock[] {
  if (buttons.length === 0) return [...blocks]
  const [only] = blocks
  if (only?.type !== 'actions' || only.elements.length + buttons.length > ACTIONS)
    return [...blocks, { type: 'actions', elements: [...buttons] }]
  return [{ ...only, elements: [...only.elements, ...buttons] }]
}
