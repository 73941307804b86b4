import { inWorkspace, type Tx } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import { approvalOf } from '../../../domain/payables/bill-approval.js'
import { getBill } from '../../../domain/payables/bill-store.js'
import { reconsider } from '../../../domain/payables/change-bill.js'
import { findAsked } from '../../../domain/people/approval-store.js'
import { approve, planApproval, reject } from '../../../domain/people/decide-approval.js'
import { voidIfChanged } from '../../../domain/people/void-approvals.js'
import { refused } from '../../../lib/errors.js'
import { approvalQuestion } from '../approval/approval-card.js'
import { approvalData } from '../approval/approval-table.js'
import { approvalRow } from '../approval/read-approval.js'
import { type Command, defineCommand } from '../define-command.js'
import { optional, required, target } from '../params.js'
import { entered } from './entered.js'

/** The three verbs by which a bill or an expense finds its second person: the same decision as under its approval. */
export function decideCommands(noun: 'bill' | 'expense'): Command[] {
  const title = noun === 'bill' ? 'Bill' : 'Expense'
  const REF = noun === 'bill' ? 'BILL-12' : 'EXP-3'
  const subject = { record: target(noun, title) }
  const params = { [noun]: subject.record } as Record<string, typeof subject.record>
  const idOf = (args: Readonly<Record<string, unknown>>) => (args[noun] as { id: string }).id
  const approveIt = defineCommand({
    name: `${noun} approve`,
    summary: `Approve ${noun === 'bill' ? 'a bill' : 'an expense'} that a colleague entered: it is posted`,
    example: `${noun} approve ${REF}`,
    params: { ...params, note: optional('text', 'Note') },
    needs: `${noun}.approve`,
    risk: 'consequential',
    preview: async ({ db, scope }, args) => {
      const { id, kind } = await inWorkspace(db, scope, (tx) => openQuestion(tx, idOf(args)))
      await inWorkspace(db, scope, (tx) => voidIfChanged(tx, kind, id))
      return inWorkspace(db, scope, async (tx) => {
        const { content } = await planApproval(tx, kind, id)
        return approvalQuestion(await approvalRow(sqlInTx(tx), id), content)
      })
    },
    run: async (_context, args, tx) => {
      const { id, kind } = await openQuestion(tx, idOf(args))
      const { approval, outcome } = await approve(tx, kind, id, args['note'] as string | undefined)
      return {
        headline: `Approved ${approval.title}`,
        text: outcome ?? '',
        data: approvalData(await approvalRow(sqlInTx(tx), id)),
      }
    },
  })
  const rejectIt = defineCommand({
    name: `${noun} reject`,
    summary: `Turn ${noun === 'bill' ? 'a bill' : 'an expense'} down; whoever entered it is told why`,
    example: `${noun} reject ${REF} why:"We ordered half of it"`,
    params: { ...params, why: required('text', 'Why', { multiline: true }) },
    needs: `${noun}.approve`,
    risk: 'reversible',
    run: async (_context, args, tx) => {
      const { id, kind } = await openQuestion(tx, idOf(args))
      const { approval } = await reject(tx, kind, id, String(args['why']))
      return { headline: `Rejected ${approval.title}`, data: approvalData(await approvalRow(sqlInTx(tx), id)) }
    },
  })
  const askForIt = defineCommand({
    name: `${noun} ask`,
    summary: 'Ask for approval again, as it is now',
    example: `${noun} ask ${REF}`,
    params: { ...params, why: optional('text', 'Why') },
    needs: `${noun}.write`,
    risk: 'reversible',
    run: async (context, args, tx) => {
      const bill = await reconsider(tx, idOf(args))
      return entered(context, tx, bill.id, args['why'] as string | undefined)
    },
  })
  return [approveIt, rejectIt, askForIt]
}

async function openQuestion(tx: Tx, billId: string) {
  const bill = await getBill(tx, billId)
  const kind = approvalOf(bill)
  const asked = await findAsked(tx, kind.name, billId)
  if (asked) return { id: asked.id, kind }
  const why =
    bill.status === 'received'
      ? 'nobody has asked for its approval; whoever entered it asks with'
      : 'it was decided already'
  throw refused(
    `${bill.ref} is ${bill.status}: ${why}${bill.status === 'received' ? `: ${bill.kind === 'expense' ? 'expense' : 'bill'} ask ${bill.ref}` : ''}.`,
  )
}
