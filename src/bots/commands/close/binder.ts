import { inWorkspace } from '../../../db/in-workspace.js'
import { type BoundBinder, bindBinder } from '../../../documents/binder/binder-zip.js'
import { type Binder, loadBinder } from '../../../domain/close/binder-store.js'
import { findBound, noteCloseEvent } from '../../../domain/close/close-event-store.js'
import { finishedCount, monthName } from '../../../domain/close/close-view.js'
import { dateIn, shortDate } from '../../../lib/dates.js'
import { invalid, notFound } from '../../../lib/errors.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import type { Reply } from '../reply.js'
import { closeNamed, closeNameOf } from './name-param.js'

export default defineCommand({
  name: 'close binder',
  summary:
    'All that a close is proved by, as pages and as one archive: sign-offs, checks, evidence, later changes, the trial balance',
  example: 'close binder 2026-10',
  params: {
    month: closeNamed,
    sha256: optional('text', 'SHA-256', { hint: 'Of an archive that you have: whether it is one that was made here' }),
  },
  needs: 'close.read',
  risk: 'read',
  run: async (context, args) => {
    const { workspace, scope, kept, asker } = context
    const name = closeNameOf(context, args.month)
    // It has the books in it: whoever sees but their own tasks gets none.
    if (asker.owners('close.read') !== 'all' || !asker.may('journal.read'))
      throw notFound('There is no binder that you may see.')
    if (args.sha256 !== undefined) return tellBound(context, name, args.sha256)
    const binder = await context.read((read) => loadBinder(read, name, workspace))
    if (binder.tasks.length === 0)
      throw notFound(`${monthName(name)} has no close. \`close open ${name}\` lays one out.`)
    const bound = await bindBinder(binder, async (hash) => (await kept?.get(scope.workspaceId, hash)) ?? null)
    await noteBound(context, binder.tasks[0]?.closeId ?? '', bound)
    return {
      headline: `Binder of ${monthName(name)}: ${finishedCount(binder.tasks)} of ${binder.tasks.length} tasks finished`,
      fields: [
        { label: 'Archive, SHA-256', value: bound.zipHash },
        { label: 'Pages, SHA-256', value: bound.pdfHash },
        { label: 'Approved by who did it', value: selfApprovalsOf(binder) },
        { label: 'Recorded after the last sign-off', value: binder.later.length },
      ],
      ...(bound.missing.length > 0 && {
        text: `No longer kept, and so not in it: ${bound.missing.join(', ')}.`,
      }),
      files: [
        {
          name: `binder-${name}.pdf`,
          title: `Close binder ${monthName(name)}`,
          contentType: 'application/pdf',
          bytes: bound.pdf,
        },
        {
          name: `binder-${name}.zip`,
          title: `Close binder ${monthName(name)}, with all files`,
          contentType: 'application/zip',
          bytes: bound.zip,
        },
      ],
      notes: [
        '`sha256sum -c SHA256SUMS` in the unpacked archive proves it whole; `close binder … sha256:` that it was made here.',
      ],
      data: {
        close: name,
        zipSha256: bound.zipHash,
        pdfSha256: bound.pdfHash,
        later: binder.later.length,
        evidence: binder.evidence.length,
        missing: bound.missing,
      },
    }
  },
})

const selfApprovalsOf = ({ tasks, excuses, selfApproved }: Binder): number =>
  tasks.filter((task) => task.selfApproved).length +
  excuses.filter((each) => each.selfExcused).length +
  selfApproved.length

/** In the close's history, so that an archive can be told to be this one. It is a note of what was read, and changes nothing of the close. */
const noteBound = ({ db, scope }: CommandContext, closeId: string, { zipHash, pdfHash, missing }: BoundBinder) =>
  inWorkspace(db, scope, (tx) =>
    noteCloseEvent(tx, closeId, {
      kind: 'binder_made',
      note: `SHA-256 ${zipHash.slice(0, 16)}…`,
      data: { zipSha256: zipHash, pdfSha256: pdfHash, missing },
    }),
  )

async function tellBound({ read, workspace }: CommandContext, name: string, typed: string): Promise<Reply> {
  const sha256 = typed.trim().toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw invalid('A SHA-256 has 64 digits and letters a–f: sha256sum binder.zip')
  const found = await read((scope) => findBound(scope, name, sha256))
  const day = found && shortDate(dateIn(workspace.timeZone, found.at))
  return {
    headline: found
      ? `That archive was made here of ${monthName(name)} on ${day}${found.by ? ` by ${found.by}` : ''}`
      : `No archive of ${monthName(name)} with that SHA-256 was made here`,
    data: { close: name, madeHere: found !== null, at: found?.at.toISOString() ?? null, by: found?.by ?? null },
  }
}
