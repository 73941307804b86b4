import type { Tx } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import { type InterestTerms, rateInWords, termsOn } from '../../../domain/billing/interest.js'
import { listInterestTerms, saveInterestTerms } from '../../../domain/billing/interest-terms-store.js'
import { type IsoDate, shortDate } from '../../../lib/dates.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { changeParam, restoreRows, undoOf } from '../restore.js'
import { termsFields } from './interest-words.js'

const set = defineCommand({
  name: 'dunning interest-set',
  summary: 'Ask for interest on late invoices: per cent a year, over a central bank’s rate where one is given',
  example: 'dunning interest-set 9 reference:2.27 step:2 fee:40',
  params: {
    percent: required('percent', 'Per cent a year', { target: true }),
    reference: optional('percent', 'Reference rate', { hint: 'Of a central bank; the per cent are added to it' }),
    step: optional('integer', 'From reminder', { hint: 'The step that says it first; 1 by default' }),
    fee: optional('amount', 'Lump sum', { hint: 'Once an invoice; none by default' }),
    from: optional('date', 'From', { hint: 'Of a rate that changes; today by default' }),
  },
  needs: 'invoice.send',
  risk: 'reversible',
  run: async (context, { percent, reference, step = 1, fee, from = context.today }, tx) => {
    if (step < 1 || step > 9) throw invalid('A ladder has the steps 1 to 9: step:2 says interest from the second on.')
    const base = context.workspace.baseCurrency
    const terms = {
      validFrom: from,
      referenceMilli: reference === undefined ? null : milli(reference),
      pointsMilli: milli(percent),
      fromLevel: step,
      feeMinor: fee?.minor ?? 0n,
      feeCurrency: fee?.currency ?? base,
    }
    if (percent + (reference ?? 0) > 100) throw invalid('Interest is at most 100 % a year.')
    const before = await replace(tx, terms, context.today)
    return {
      headline: `Late invoices bear ${rateInWords(terms)} a year from ${shortDate(from)} on`,
      fields: termsFields(terms),
      changes: [{ label: 'Interest', before: before && rateInWords(before), after: rateInWords(terms) }],
      notes: ['Reminders and statements say it; it is posted only when it is charged: `invoice interest`.'],
      undo: undoOf(context, tx, 'dunning interest-restore'),
      data: { from, percent, reference: reference ?? null, step },
    }
  },
})

const off = defineCommand({
  name: 'dunning interest-off',
  summary: 'Ask for no interest any more; what is claimed by then stays until it is charged or waived',
  example: 'dunning interest-off',
  params: { from: optional('date', 'From', { hint: 'Today by default' }) },
  needs: 'invoice.send',
  risk: 'reversible',
  run: async (context, { from = context.today }, tx) => {
    const current = termsOn((await listInterestTerms(sqlInTx(tx))).terms, from)
    if (current === null) throw invalid('Late invoices bear no interest as it is.')
    await saveInterestTerms(tx, { ...current, validFrom: from, referenceMilli: null, pointsMilli: 0, feeMinor: 0n })
    return {
      headline: `Late invoices bear no interest from ${shortDate(from)} on`,
      changes: [{ label: 'Interest', before: rateInWords(current), after: null }],
      undo: undoOf(context, tx, 'dunning interest-restore'),
      data: { from },
    }
  },
})

const restore = defineCommand({
  name: 'dunning interest-restore',
  summary: 'Take back a change of the interest on late invoices',
  example: 'dunning interest-restore 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: { change: changeParam },
  needs: 'invoice.send',
  risk: 'reversible',
  hidden: true,
  run: async (_context, { change }, tx) => {
    const rows = await restoreRows(tx, change, ['interest_terms'])
    return { headline: 'The interest is as before.', data: { rows: rows.length } }
  },
})

const milli = (percent: number): number => Math.round(percent * 1000)

/** Answers those of today before. */
async function replace(tx: Tx, terms: InterestTerms, today: IsoDate): Promise<InterestTerms | null> {
  const before = termsOn((await listInterestTerms(sqlInTx(tx))).terms, today)
  await saveInterestTerms(tx, terms)
  return before
}

export default [set, off, restore]
