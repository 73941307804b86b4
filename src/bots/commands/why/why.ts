import { findLastNotice } from '../../../domain/people/last-notice-store.js'
import { findWhyOfCase } from '../../../domain/support/case-notice-store.js'
import { anyRecord } from '../any-record.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import type { Candidate } from '../define-record-kind.js'
import { whyKind, whyThread } from '../notice/why.js'
import { optional, type RecordKind } from '../params.js'
import type { Reply } from '../reply.js'
import { nameOf } from '../resolve-record.js'
import signalWhy from '../signal/why.js'
import { timeFor } from '../stale.js'

const KINDS: readonly RecordKind[] = [
  'signal',
  'thread',
  'case',
  'deal',
  'task',
  'invoice',
  'bill',
  'contact',
  'company',
]

export default defineCommand({
  name: 'why',
  summary: 'Why you were told: of the last message that came by itself, or of a record that you name',
  example: 'why CASE-7',
  params: { record: optional('words', 'Record', { target: true, hint: 'A reference: SIG-3, MAIL-12, CASE-7' }) },
  needs: 'self',
  risk: 'read',
  run: async (context, { record }) =>
    record === undefined ? whyLast(context) : whyRecord(context, await anyRecord(context, record, KINDS)),
})

async function whyLast(context: CommandContext): Promise<Reply> {
  const last = await context.read((read) => findLastNotice(read, context.asker.id))
  if (!last)
    return {
      headline: 'I have told you nothing by myself yet.',
      text: '`notice list` shows what there is to be told of.',
      data: { kind: null },
    }
  return { ...whyKind(last.kind), notes: [`The last that I told you of, ${timeFor(last.at, context)}.`] }
}

async function whyRecord(context: CommandContext, record: Candidate): Promise<Reply> {
  const { asker, read: reading } = context
  if (record.kind === 'signal') return signalWhy.run(context, { signal: record })
  if (record.kind === 'thread') return whyThread(context, record)
  const { ofCase, last } = await reading(async (read) => ({
    ofCase: record.kind === 'case' ? await findWhyOfCase(read, asker.id, record.id) : null,
    last: await findLastNotice(read, asker.id, record.id),
  }))
  if (ofCase !== null)
    return { headline: ofCase, text: `This was about ${nameOf(record)}.`, data: { ref: record.ref, why: ofCase } }
  if (last) return { ...whyKind(last.kind), notes: [`About ${nameOf(record)}, ${timeFor(last.at, context)}.`] }
  return { headline: `I have not told you of ${nameOf(record)}.`, data: { ref: record.ref, why: null } }
}
