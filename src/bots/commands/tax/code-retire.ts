import { retireTaxCode } from '../../../domain/billing/change-tax-code.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { undoOf } from '../restore.js'
import { sideOf, sideParam } from './tax-code-params.js'

export default defineCommand({
  name: 'tax code-retire',
  summary: 'Take a tax code out of use – or back into it; what stands under it stays',
  example: 'tax code-retire AA',
  params: { code: required('text', 'Code', { target: true }), side: sideParam },
  needs: 'account.write',
  risk: 'reversible',
  run: async (context, { code, side }, tx) => {
    const { code: known, name, active } = await retireTaxCode(tx, sideOf(side), code)
    return {
      headline: `${known} ${name} is ${active ? 'in use again' : 'out of use'}`,
      undo: undoOf(context, tx, 'tax code-restore'),
      data: { code: known, active },
    }
  },
})
