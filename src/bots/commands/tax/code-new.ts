import { createTaxCode } from '../../../domain/billing/change-tax-code.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { changeParam, restoreRows, undoOf } from '../restore.js'
import { sideOf, sideParam, taxCodeFields, taxCodeInput, taxCodeParams } from './tax-code-params.js'

const make = defineCommand({
  name: 'tax code-new',
  summary: 'Make a tax code for sales or purchases, with an account of its own where its tax is to stand apart',
  example: 'tax code-new CA-LA rate:9.5 name:"Sales tax Los Angeles"',
  params: { code: required('text', 'Code', { target: true }), side: sideParam, ...taxCodeParams },
  needs: 'account.write',
  aliases: ['tax code-add'],
  risk: 'reversible',
  run: async (context, { code, side, ...given }, tx) => {
    const made = await createTaxCode(tx, sideOf(side), code, taxCodeInput(given))
    return {
      headline: `${made.code} ${made.name} is a tax code`,
      fields: taxCodeFields(made),
      undo: undoOf(context, tx, 'tax code-restore'),
      data: { code: made.code, side: made.side, rate: made.ratePpm / 10_000, category: made.category },
    }
  },
})

const restore = defineCommand({
  name: 'tax code-restore',
  summary: 'Take back a change of a tax code',
  example: 'tax code-restore 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: { change: changeParam },
  needs: 'account.write',
  risk: 'reversible',
  hidden: true,
  run: async (_context, { change }, tx) => {
    const rows = await restoreRows(tx, change, ['tax_code'])
    return { headline: 'The tax code is as before.', data: { codes: rows.length } }
  },
})

export default [make, restore]
