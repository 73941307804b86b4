import { changeTaxCode } from '../../../domain/billing/change-tax-code.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { undoOf } from '../restore.js'
import { sideOf, sideParam, taxCodeFields, taxCodeInput, taxCodeParams } from './tax-code-params.js'

export default defineCommand({
  name: 'tax code-set',
  summary: 'Change a tax code; once documents stand under it only its name: a new rate is a new code',
  example: 'tax code-set AA name:"VAT, reduced"',
  params: { code: required('text', 'Code', { target: true }), side: sideParam, ...taxCodeParams },
  needs: 'account.write',
  risk: 'reversible',
  run: async (context, { code, side, ...given }, tx) => {
    const { before, after } = await changeTaxCode(tx, sideOf(side), code, taxCodeInput(given))
    const [old, now] = [before, after].map((each) => [{ label: 'Name', value: each.name }, ...taxCodeFields(each)])
    return {
      headline: `${after.code} ${after.name} is changed`,
      changes: (now ?? []).flatMap(({ label, value }, at) => {
        const was = old?.[at]?.value ?? null
        return was === value ? [] : [{ label, before: was, after: value }]
      }),
      undo: undoOf(context, tx, 'tax code-restore'),
      data: { code: after.code, side: after.side, rate: after.ratePpm / 10_000, category: after.category },
    }
  },
})
