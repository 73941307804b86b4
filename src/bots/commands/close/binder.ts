import { bindBinder } from '../../../documents/binder/binder-zip.js'
import { loadBinder } from '../../../domain/close/binder-store.js'
import { finishedCount, monthName } from '../../../domain/close/close-view.js'
import { notFound } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { closeNamed, closeNameOf } from './name-param.js'

export default defineCommand({
  name: 'close binder',
  summary:
    'All that a close is proved by, as pages and as one archive: sign-offs, checks, evidence, later changes, the trial balance',
  example: 'close binder 2026-10',
  params: { month: closeNamed },
  needs: 'close.read',
  risk: 'read',
  run: async (context, args) => {
    const { workspace, scope, kept, asker } = context
    const name = closeNameOf(context, args.month)
    // It has the books in it: whoever sees but their own tasks gets none.
    if (asker.owners('close.read') !== 'all' || !asker.may('journal.read'))
      throw notFound('There is no binder that you may see.')
    const binder = await context.read((read) => loadBinder(read, name, workspace))
    if (binder.tasks.length === 0)
      throw notFound(`${monthName(name)} has no close. \`close open ${name}\` lays one out.`)
    const bound = await bindBinder(binder, async (hash) => (await kept?.get(scope.workspaceId, hash)) ?? null)
    return {
      headline: `Binder of ${monthName(name)}: ${finishedCount(binder.tasks)} of ${binder.tasks.length} tasks finished`,
      fields: [
        { label: 'Archive, SHA-256', value: bound.zipHash },
        { label: 'Pages, SHA-256', value: bound.pdfHash },
        { label: 'Approved by who did it', value: binder.tasks.filter(({ selfApproved }) => selfApproved).length },
        { label: 'Recorded after the last sign-off', value: binder.later.length },
      ],
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
      notes: ['`sha256sum -c SHA256SUMS` in the unpacked archive proves it whole.'],
      data: {
        close: name,
        zipSha256: bound.zipHash,
        pdfSha256: bound.pdfHash,
        later: binder.later.length,
        evidence: binder.evidence.length,
      },
    }
  },
})
