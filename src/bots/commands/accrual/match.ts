import { matchAccrual } from '../../../domain/ledger/accrual-store.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'

export default defineCommand({
  name: 'accrual match',
  summary: 'Say which bill came of an accrual, so that its list shows how far it was off',
  example: 'accrual match ACR-3 bill:BILL-12',
  params: {
    accrual: required('text', 'Accrual', { target: true }),
    bill: optional('text', 'Bill', { hint: 'Left out: none came after all' }),
  },
  needs: 'journal.write',
  risk: 'reversible',
  run: async (_context, args, tx) => {
    const ref = args.accrual.toUpperCase()
    const { id, version, before, after } = await matchAccrual(tx, ref, args.bill?.toUpperCase() ?? null)
    return {
      headline: after === null ? `${ref} belongs to no bill` : `${ref} belongs to ${after}`,
      changes: [{ label: 'Bill', before, after }],
      undo: {
        command: 'accrual match',
        args: { accrual: ref, bill: before ?? undefined },
        versions: { [`accrual:${id}`]: version },
      },
      data: { accrual: ref, bill: after },
    }
  },
})
