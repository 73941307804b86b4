import { isUnpaid } from '../../../domain/payables/bill.js'
import type { BillRow } from '../../../domain/payables/bill-list-store.js'
import { seenAs } from '../actions.js'
import type { Asker } from '../define-command.js'
import type { Action } from '../reply.js'

/** The buttons under a bill or an expense: what the asker may do with it as it stands. */
export function billActions(
  asker: Asker,
  bill: Pick<BillRow, 'id' | 'version' | 'ref' | 'kind' | 'status' | 'approval'>,
): Action[] {
  const noun = bill.kind === 'expense' ? 'expense' : 'bill'
  const may = (capability: string, actions: Action[]) => (asker.may(capability) ? actions : [])
  const typed = (verb: string) => ({
    do: { command: `${noun} ${verb}`, args: { [noun]: bill.ref }, seen: seenAs(bill) },
    typed: `${noun} ${verb} ${bill.ref}`,
  })
  const form = (verb: string) => ({
    do: { form: `${noun} ${verb}`, args: { [noun]: bill.ref } },
    typed: `${noun} ${verb} ${bill.ref}`,
  })
  const open = bill.status === 'received' || bill.status === 'rejected'
  return [
    ...may(`${noun}.approve`, bill.approval ? [{ label: 'Approve…', style: 'primary', ...typed('approve') }] : []),
    ...may(
      `${noun}.write`,
      open && !bill.approval ? [{ label: 'Ask for approval', style: 'primary', ...typed('ask') }] : [],
    ),
    ...may(`${noun}.write`, open && noun === 'bill' ? [{ label: 'Change…', ...form('set') }] : []),
    ...may(
      'payment.write',
      isUnpaid(bill.status) && bill.kind !== 'credit_note' ? [{ label: 'Record payment…', ...form('pay') }] : [],
    ),
    ...may(
      `${noun}.write`,
      isUnpaid(bill.status) && bill.kind === 'bill' ? [{ label: 'Credit note…', ...form('credit') }] : [],
    ),
    ...may(`${noun}.write`, open ? [{ label: 'Void', style: 'danger', ...typed('void') }] : []),
  ]
}
