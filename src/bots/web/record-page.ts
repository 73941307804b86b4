import { readWorkspace } from '../../db/sql-workspace.js'
import type { Viewer } from '../../domain/people/record-link.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { escapeHtml } from '../../lib/escape-html.js'
import { dispatch } from '../commands/dispatch.js'
import { showerOf } from '../commands/openers.js'
import type { Reply } from '../commands/reply.js'
import type { Deps } from '../commands/request.js'
import { STYLE } from '../email/html.js'
import { htmlOf } from '../email/render-html.js'

/** A page, and the status that goes with it. */
export type RecordPage = { status: 200 | 401 | 404; page: string }

/**
 * The card of a record as a page, as its viewer may see it now: the same command as in chat. One that is not there and one
 * that is not to be seen look alike.
 */
export async function recordPage(deps: Deps, viewer: Viewer, ref: string): Promise<RecordPage> {
  const shower = showerOf(deps.catalog, ref)
  if (!shower) return pageOf(deps, { status: 404, reply: { headline: `There is no record ${ref} to be seen` } }, 'UTC')
  const who = { ...viewer, via: 'slack' as const }
  const answer = await dispatch(deps, { who, input: { text: `${shower.command} ${ref}`, exact: true } })
  return pageOf(deps, { status: answer.ok ? 200 : 404, reply: answer.reply }, await zoneOf(deps, viewer))
}

/** For whom is signed in and named no record. */
export const entryPage = (deps: Deps): RecordPage => {
  const text = 'Links to records open in this browser for twelve hours, as far as you may see them.'
  return pageOf(deps, { status: 200, reply: { headline: 'You are signed in', text } }, 'UTC')
}

/** For whom is not signed in: says nothing of what is there. */
export const closedPage = (deps: Deps): RecordPage => {
  const text =
    'Write `login` to me in Slack: I answer with a button that lets this browser in. Then open the link again.'
  return pageOf(deps, { status: 401, reply: { headline: 'Daybook does not know you here', text } }, 'UTC')
}

const zoneOf = ({ db }: Deps, { workspaceId, staffId }: Viewer): Promise<string> =>
  readWorkspace(db, { workspaceId, actorId: staffId, via: 'slack' }, async (read) => {
    const [staff] = await findStaffByIds(read, [staffId])
    return staff?.timeZone ?? 'UTC'
  })

function pageOf(
  deps: Deps,
  { status, reply }: { status: RecordPage['status']; reply: Reply },
  timeZone: string,
): RecordPage {
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(reply.headline)}</title></head>
<body style="${STYLE.body};background:#f6f5f3"><main style="max-width:860px;margin:0 auto;padding:20px 24px;overflow-x:auto;background:#fff;border:1px solid #ddd;border-radius:10px">
${withLinks(deps, htmlOf({ ...reply, actions: [] }, { timeZone, buttons: [] }))}
</main></body></html>
`
  return { status, page }
}

/** References of records lead to their pages; only between tags, because an attribute may hold one as well. */
function withLinks({ catalog }: Deps, html: string): string {
  const prefixes = [...catalog.kinds.values()].flatMap(({ show, refPrefixes }) => (show ? (refPrefixes ?? []) : []))
  const reference = new RegExp(`\\b(?:${prefixes.join('|')})-[0-9][0-9-]*\\b`, 'g')
  return html.replace(/>[^<]+/g, (text) =>
    text.replace(reference, (ref) => `<a href="/r/${ref}" style="color:#24405c">${ref}</a>`),
  )
}
