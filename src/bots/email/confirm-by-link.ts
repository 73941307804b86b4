import { readWorkspace } from '../../db/sql-workspace.js'
import { type ConfirmLink, confirmPath, readConfirmLink } from '../../domain/people/confirm-link.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import type { SecretKey } from '../../lib/secret-box.js'
import { confirmableUntil } from '../commands/actions.js'
import { dispatch } from '../commands/dispatch.js'
import type { Reply } from '../commands/reply.js'
import type { Answer, Deps, Who } from '../commands/request.js'
import { showAgain } from '../commands/show-again.js'
import { confirmPage } from './confirm-page.js'

export type ConfirmDeps = Deps & { key: SecretKey }

/** A page, and the status that goes with it. */
export type ConfirmAnswer = { status: 200 | 404 | 409; page: string }

/**
 * What a confirmation link of a mail opens: the preview as it is now, with the button that confirms it. Opening does nothing –
 * mail scanners open links – so it may be opened any number of times until it is confirmed or too old.
 */
export async function openConfirmation(deps: ConfirmDeps, text: string): Promise<ConfirmAnswer> {
  const link = readConfirmLink(deps.key, text, deps.db.clock.now())
  if (!link) return tooOld()
  const shown = await showAgain(deps, whoOf(link), link.actionId)
  if (!('changed' in shown)) return said(shown, await zoneOf(deps, link))
  const { reply, label, changed } = shown
  const notes = ['Nothing has been done yet. This page is yours alone: whoever has it can confirm in your name.']
  const note = changed
    ? 'This changed since it was mailed; the button shows it as it is now before anything is done.'
    : null
  const button = { href: `/confirm?open=${text}`, label: changed ? 'Show it as it is now' : label }
  const zone = await zoneOf(deps, link)
  return page(200, { ...reply, notes: [...(note ? [note] : []), ...(reply.notes ?? []), ...notes] }, zone, button)
}

/** Confirms, once: through the same stored action as a click in Slack, bound to what was shown. */
export async function confirmByLink(deps: ConfirmDeps, text: string): Promise<ConfirmAnswer> {
  const link = readConfirmLink(deps.key, text, deps.db.clock.now())
  if (!link) return tooOld()
  const answer = await dispatch(deps, { who: whoOf(link), input: { action: link.actionId } })
  const zone = await zoneOf(deps, link)
  if (answer.confirm === undefined) return said(answer, zone)
  const until = confirmableUntil(deps.db.clock.now())
  const next = confirmPath(deps.key, { ...link, actionId: answer.confirm }, until)
  const label = answer.reply.actions?.find(({ id }) => id === answer.confirm)?.label ?? 'Confirm'
  return page(409, answer.reply, zone, { href: next, label })
}

const whoOf = ({ workspaceId, staffId }: ConfirmLink): Who => ({ workspaceId, staffId, via: 'mail' })

/** Whoever confirms reads times as they are at home. */
const zoneOf = ({ db }: ConfirmDeps, { workspaceId, staffId }: ConfirmLink): Promise<string> =>
  readWorkspace(db, { workspaceId, actorId: staffId, via: 'mail' }, async (read) => {
    const [staff] = await findStaffByIds(read, [staffId])
    return staff?.timeZone ?? 'UTC'
  })

const said = ({ ok, reply }: Answer, zone: string): ConfirmAnswer => page(ok ? 200 : 409, reply, zone)

const tooOld = (): ConfirmAnswer => {
  const headline = 'This link is too old or was never valid'
  return page(404, { headline, text: 'Nothing was done. Write the command again to see what it would do now.' }, 'UTC')
}

const page = (
  status: ConfirmAnswer['status'],
  reply: Reply,
  zone: string,
  button?: { href: string; label: string },
): ConfirmAnswer => ({ status, page: confirmPage(reply, zone, button) })
