import { inWorkspace, type Tx } from '../../../db/in-workspace.js'
import { AFTER_REPLY, type AfterReply } from '../../../domain/support/case.js'
import { type CaseRow, getCaseRow } from '../../../domain/support/case-list-store.js'
import { listWriters } from '../../../domain/support/case-reply-store.js'
import { keepReplyFiles } from '../../../domain/support/keep-reply-files.js'
import { type NewReply, planReply, replyToCase } from '../../../domain/support/reply-to-case.js'
import { invalid } from '../../../lib/errors.js'
import { sizeText } from '../../../lib/text.js'
import { atCell, fieldsWith } from '../cells.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { givenFile, keepIn } from '../file/keep.js'
import { openAll } from '../files.js'
import { refuseOthers } from '../own-only.js'
import { optional, type RecordRef, required, target } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { timeFor } from '../stale.js'
import { caseActions } from './case-actions.js'
import { writersText } from './case-fields.js'
import { statusText } from './case-table.js'

type Args = {
  case: RecordRef
  text: string
  after?: string | undefined
  to?: string | undefined
  cc?: string | undefined
  files?: string | undefined
  kept?: string | undefined
}

export default defineCommand({
  name: 'case reply',
  summary: 'Mail the customer as support; shows recipients and words before it goes',
  example: 'case reply CASE-7 It works again. Please have a look. after:waiting',
  params: {
    case: target('case', 'Case'),
    text: required('words', 'Reply', { multiline: true, hint: 'Your name and the company’s stand below it' }),
    after: optional('choice', 'Then the case is', { choices: AFTER_REPLY, hint: 'By default open' }),
    to: optional('email', 'To', { hint: 'By default whoever wrote last' }),
    cc: optional('text', 'Copy to', { hint: 'By default whom they copied; none: nobody' }),
    files: optional('text', 'Files', { upload: 5, hint: 'Paths in the terminal; in Slack attach them to the message' }),
    kept: optional('text', 'Files that were shown', { unasked: true }),
  },
  needs: 'case.write',
  form: { title: 'Reply to a case', submit: 'Reply' },
  risk: 'consequential',
  preview: async (context, args) => {
    const { recipient, cc, subject, text, files, ...plan } = await inWorkspace(context.db, context.scope, async (tx) =>
      planReply(tx, { ...inputOf(args), files: await filesFor(context, tx, args) }),
    )
    refuseOthers(context.asker, 'case.write', plan.before)
    const { row, writers } = await context.read(async (read) => ({
      row: await getCaseRow(read, args.case.id),
      writers: await listWriters(read, args.case.id),
    }))
    const replied = repliedText(context, row)
    const shown = {
      headline: `Reply to ${recipient} on ${args.case.ref} ${args.case.title}?`,
      ...(replied ? { text: replied } : {}),
      fields: fieldsWith([
        ['To', recipient],
        ['Copied to', cc.join(', ')],
        ['From', row.mailbox ?? 'our shared address'],
        ['Subject', subject],
        ['Files', files.map(({ filename, sizeBytes }) => `${filename} (${sizeText(sizeBytes)})`).join(', ')],
        ['Customer wrote', atCell(row.lastCustomerAt)],
        ['Then', args.after ?? null],
      ]),
      sections: [{ title: 'The mail', prose: text.trim() }],
      notes: writers.length > 0 ? [writersText(writers, context.now)] : [],
    }
    const bytes = files.map(({ contentHash }) => contentHash)
    const preview = previewOf(shown, 'Send it', { [args.case.id]: plan.before.version }, bytes)
    return files.length === 0 ? preview : { ...preview, keeps: { kept: files.map(({ id }) => id).join(',') } }
  },
  run: async ({ asker }, args, tx) => {
    const { before, after, recipient, cc, subject, files } = await replyToCase(tx, inputOf(args))
    refuseOthers(asker, 'case.write', before)
    return {
      headline: `Your reply on ${after.ref} is on its way to ${[recipient, ...cc].join(', ')}`,
      ...(before.status === after.status
        ? {}
        : { changes: [{ label: 'Status', before: statusText(before), after: statusText(after) }] }),
      notes: ['It is sent once, and stands in the Sent folder.'],
      actions: caseActions(asker, after),
      data: {
        ref: after.ref,
        to: recipient,
        cc,
        subject,
        files: files.map(({ filename }) => filename),
        status: after.status,
      },
    }
  },
})

/** That a colleague was faster, for whoever is about to answer too. */
const repliedText = (context: CommandContext, { lastReplyAt, lastReplyBy, lastReplyById, lastCustomerAt }: CaseRow) =>
  lastReplyAt && lastReplyById !== context.asker.id && (!lastCustomerAt || lastReplyAt > lastCustomerAt)
    ? `${lastReplyBy ?? 'A colleague'} replied to the customer ${timeFor(lastReplyAt, context)}.`
    : null

/** What was shown already; else what came with these words, kept until they are confirmed. */
async function filesFor(context: CommandContext, tx: Tx, args: Args): Promise<readonly string[]> {
  if (args.kept !== undefined) return idsIn(args.kept)
  const files = (await openAll(context.files, args.files)).map(givenFile)
  if (files.length === 0) return []
  const kept = await keepReplyFiles(tx, args.case.id, { keep: keepIn(context, tx), files })
  return kept.map(({ id }) => id)
}

/** Of words that name none, nothing is found, and that is said. */
const idsIn = (kept: string): string[] => kept.split(',').filter((id) => UUID.test(id))
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const inputOf = ({ case: { id: caseId }, text, after, to, cc, kept }: Args): NewReply => ({
  caseId,
  text,
  next: after as AfterReply | undefined,
  to,
  cc: cc === undefined ? undefined : addressesIn(cc),
  files: kept === undefined ? undefined : idsIn(kept),
})

function addressesIn(text: string): string[] {
  if (text.trim().toLowerCase() === 'none') return []
  const addresses = text.split(/[\s,;]+/).filter(Boolean)
  const wrong = addresses.find((address) => !/^[^\s@<>"()]+@[^\s@<>"()]+\.[^\s@<>".()]{2,}$/.test(address))
  if (wrong) throw invalid(`“${wrong}” is not an address: write them like ada@acme.com, bo@acme.com, or none.`)
  return addresses
}
