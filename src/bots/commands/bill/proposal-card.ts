import { type BillProposal, proposalTitle } from '../../../domain/payables/bill-proposal.js'
import { formatMoney, money } from '../../../lib/money.js'
import { typedAction } from '../actions.js'
import { fieldsWith } from '../cells.js'
import type { Action, Reply } from '../reply.js'

/** A bill that a supplier's mail seems to bring, with what it may be as buttons. */
export function proposalCard(proposal: BillProposal): Reply {
  const { ref, document, problem, supplier, files, thread } = proposal
  const total = document && money(document.totalMinor, document.currency)
  const what = document?.kind === 'credit_note' ? 'credit note' : 'bill'
  return {
    headline: `${supplier.name} sent a ${what}: ${document?.number ?? files[0] ?? ''}${total ? `, ${formatMoney(total)}` : ''}`,
    ...(problem ? { text: problem } : {}),
    ...(document ? {} : { text: 'No program can read this file: open it, and enter what it says.' }),
    fields: fieldsWith([
      ['Supplier', supplier.name],
      ['Number', document?.number ?? null],
      ['Dated', document && { date: document.date }],
      ['Due', document?.dueDate ? { date: document.dueDate } : null],
      ['Net', document && { money: money(document.netMinor, document.currency) }],
      ['Tax', document && document.taxMinor !== 0n ? { money: money(document.taxMinor, document.currency) } : null],
      ['Total', total && { money: total }],
      [
        'Paid before',
        document && document.prepaidMinor !== 0n ? { money: money(document.prepaidMinor, document.currency) } : null,
      ],
      [files.length > 1 ? 'Files' : 'File', files.join(', ')],
      ['Mail', thread],
    ]),
    actions: proposalActions(proposal),
    notes: [
      ref,
      `Why: ${supplier.name} is a supplier, and its mail brought this. Nothing is entered until you say so.`,
    ],
  }
}

/** The same once somebody has dealt with it: what became of it, and no button that would be refused. */
export function proposalNow(proposal: BillProposal): Reply {
  if (proposal.state === 'open') return proposalCard(proposal)
  const { ref, state, bill, supplier, thread } = proposal
  const title = proposalTitle(proposal)
  const isBill = state === 'entered' && bill !== null
  return {
    headline: isBill ? `Entered as ${bill}: ${title}` : `Not a bill: ${title}`,
    actions: [
      ...(isBill ? [typedAction(`Show ${bill}`, `bill show ${bill}`)] : []),
      typedAction('Open the mail', `thread show ${thread}`),
    ],
    notes: [ref, `${supplier.name} sent it by mail.`],
  }
}

function proposalActions({ ref, document, problem, files, thread }: BillProposal): Action[] {
  const enter: Action = document
    ? {
        label: 'Enter it',
        style: 'primary',
        do: { command: 'bill accept', args: { proposal: ref } },
        typed: `bill accept ${ref}`,
      }
    : {
        label: 'Enter it…',
        style: 'primary',
        do: { form: 'bill accept', args: { proposal: ref } },
        typed: `bill accept ${ref} amount:… number:…`,
      }
  return [
    ...(problem === null ? [enter] : []),
    {
      label: files.length === 1 ? `Open ${files[0] ?? ''}`.slice(0, 75) : 'Open the files',
      do: { command: 'bill proposal', args: { proposal: ref } },
      typed: `bill proposal ${ref}`,
    },
    { label: 'Open the mail', do: { command: 'thread show', args: { thread } }, typed: `thread show ${thread}` },
    {
      label: 'Not a bill',
      style: 'danger',
      do: { command: 'bill dismiss', args: { proposal: ref } },
      typed: `bill dismiss ${ref}`,
    },
  ]
}

/** For scripts. */
export const proposalData = (proposal: BillProposal) => ({
  proposal: proposal.ref,
  title: proposalTitle(proposal),
  state: proposal.state,
  supplier: proposal.supplier.ref,
  number: proposal.document?.number ?? null,
  problem: proposal.problem,
  files: proposal.files,
  thread: proposal.thread,
  bill: proposal.bill,
})
