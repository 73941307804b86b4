import { inWorkspace } from '../../../db/in-workspace.js'
import { debitsOf } from '../../../domain/ledger/journal-limit.js'
import { planJournalFile, postJournalFile } from '../../../domain/ledger/post-journal-file.js'
import { counted } from '../../../lib/counted.js'
import { hashOf } from '../../../lib/hash-of.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { openFile } from '../files.js'
import { optional } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { readJournalFile } from './read-journal-file.js'

/** Entries that a preview shows. */
const SHOWN = 40

export default defineCommand({
  name: 'journal import',
  summary: 'Post the entries of a CSV by hand: all of them or none; those above the limit wait for a second person',
  example: 'journal import payroll.csv',
  params: {
    file: optional('text', 'File', {
      target: true,
      upload: 1,
      hint: 'A row a posting: entry, date, memo, account, debit, credit, currency, department',
    }),
  },
  needs: 'journal.write',
  risk: 'consequential',
  preview: async (context, { file }) => {
    const { base, ...given } = await entriesOf(context, file)
    const planned = await inWorkspace(context.db, context.scope, (tx) => planJournalFile(tx, given))
    const waiting = planned.filter(({ second }) => second).length
    const sum = planned.reduce((total, { entry }) => total + debitsOf(entry), 0n)
    const shown = {
      headline: `Post ${counted(planned.length, 'entry', 'entries')} of ${given.name}, ${formatMoney(money(sum, base))} in all?`,
      ...(waiting > 0 && { text: `${waiting} of them are above what one person may post: a second person is asked.` }),
      table: {
        columns: [
          { key: 'date', label: 'Date', type: 'date' as const },
          { key: 'memo', label: 'Entry', type: 'text' as const },
          { key: 'amount', label: 'Amount', type: 'money' as const },
          { key: 'state', label: 'Then', type: 'text' as const },
        ],
        rows: planned.slice(0, SHOWN).map(({ entry, second }) => ({
          date: { date: entry.date },
          memo: entry.memo,
          amount: { money: money(debitsOf(entry), base) },
          state: second ? 'asked' : 'posted',
        })),
      },
      notes: [
        ...(planned.length > SHOWN ? [`… and ${planned.length - SHOWN} more.`] : []),
        'A posted entry is never changed; a mistake is corrected by its reversal.',
      ],
    }
    return previewOf(shown, waiting === planned.length ? 'Ask for approval' : 'Post them', {})
  },
  run: async (context, { file }, tx) => {
    const { base, ...given } = await entriesOf(context, file)
    const done = await postJournalFile(tx, given)
    const asked = done.flatMap((each) => (each.asked ? [each.asked.ref] : []))
    const posted = done.length - asked.length
    return {
      headline: `${given.name}: ${counted(posted, 'entry', 'entries')} posted${asked.length > 0 ? `, ${asked.length} asked for approval` : ''}`,
      ...(asked.length > 0 && { text: `Waiting for a second person: ${asked.join(', ')}.` }),
      data: {
        file: given.name,
        currency: base,
        posted,
        approvals: asked,
        entries: done.map(({ entry }) => ({
          entry: entry.id,
          date: entry.date,
          memo: entry.memo,
          amount: toDecimal(money(debitsOf(entry), base)),
        })),
      },
    }
  },
})

async function entriesOf({ files, workspace }: CommandContext, named: string | undefined) {
  const { name, bytes } = await openFile(files, named)
  const base = workspace.baseCurrency
  const hash = hashOf(bytes)
  return { name, base, hash, entries: readJournalFile(bytes, base) }
}
