import type { SqlScope } from '../../../db/sql-workspace.js'
import {
  acceptProposal,
  dismissProposal,
  reopenProposal,
  takeBackAccepted,
} from '../../../domain/payables/accept-proposal.js'
import { billName } from '../../../domain/payables/bill.js'
import { listFiles } from '../../../domain/payables/bill-file-store.js'
import { proposalTitle } from '../../../domain/payables/bill-proposal.js'
import { listProposals } from '../../../domain/payables/bill-proposal-store.js'
import { counted } from '../../../lib/counted.js'
import { money } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { openFiles } from '../file/open-files.js'
import { optional, target } from '../params.js'
import { entered } from './entered.js'
import { proposalData } from './proposal-card.js'
import { proposalsFor } from './shown-to.js'

const SHOWN = 25

const list = defineCommand({
  name: 'bill proposals',
  summary: 'Bills that suppliers’ mail brought and nobody has entered yet',
  example: 'bill proposals',
  params: {},
  needs: 'bill.read',
  aliases: ['bill inbox'],
  risk: 'read',
  run: async ({ read, asker }) => {
    const all = asker.owners('bill.read') === 'all'
    const open = async (lane: SqlScope) =>
      proposalsFor(lane, await listProposals(lane, { state: 'open' }, SHOWN), asker)
    const proposals = all ? await read(open) : []
    return {
      headline: `${proposals.length === 0 ? 'No bills' : counted(proposals.length, 'bill')} in suppliers’ mail to enter`,
      ...(proposals.length > 0 && {
        table: {
          columns: [
            { key: 'ref', label: 'Proposal', type: 'text' },
            { key: 'supplier', label: 'Supplier', type: 'text' },
            { key: 'what', label: 'What', type: 'text' },
            { key: 'total', label: 'Total', type: 'money' },
            { key: 'sent', label: 'Sent', type: 'date' },
          ],
          rows: proposals.map(({ ref, supplier, document, files, sentAt }) => ({
            ref,
            supplier: supplier.name,
            what: document?.number ?? files[0] ?? '',
            total: document && { money: money(document.totalMinor, document.currency) },
            sent: { at: sentAt },
          })),
        },
      }),
      actions: asker.may('bill.write')
        ? proposals.slice(0, 5).map(({ ref }) => ({
            label: `${ref}…`,
            do: { form: 'bill accept', args: { proposal: ref } },
            typed: `bill accept ${ref}`,
          }))
        : [],
      data: { proposals: proposals.map(proposalData) },
    }
  },
})

const open = defineCommand({
  name: 'bill proposal',
  summary: 'The files of a bill that a supplier’s mail brought, to be opened',
  example: 'bill proposal PROP-3',
  params: { proposal: target('bill-proposal', 'Proposal') },
  needs: 'bill.read',
  risk: 'read',
  run: async (context, { proposal }) =>
    openFiles(context, proposal.title, await context.read((read) => listFiles(read, { proposalId: proposal.id }))),
})

const accept = defineCommand({
  name: 'bill accept',
  summary: 'Enter a bill that a supplier’s mail brought, with its file; a second person is asked to approve it',
  example: 'bill accept PROP-3 account:6815',
  params: {
    proposal: target('bill-proposal', 'Proposal'),
    number: optional('text', 'Their number', { hint: 'An e-invoice says it itself, as all of these' }),
    amount: optional('amount', 'Net amount'),
    date: optional('date', 'Date of the bill', { hint: 'Default: today' }),
    due: optional('date', 'Due', { hint: 'Default: by the supplier’s terms' }),
    description: optional('text', 'What for'),
    tax: optional('text', 'Tax code', { options: 'purchase-tax', hint: 'Default: what fits the supplier' }),
    account: optional('text', 'Account', { options: 'cost-account', hint: 'Default: as on their last bill' }),
    department: optional('text', 'Department'),
  },
  needs: 'bill.write',
  risk: 'reversible',
  run: async (context, args, tx) => {
    const { amount, account, department } = args
    const line = amount && {
      description: args.description ?? `Bill ${args.number ?? args.proposal.title}`,
      unitPriceMinor: amount.minor,
      ...(account ? { account } : {}),
      ...(args.tax ? { taxCode: args.tax } : {}),
    }
    const bill = await acceptProposal(tx, args.proposal.id, {
      account,
      department,
      ownerId: context.asker.id,
      bill: line
        ? {
            number: args.number ?? null,
            billDate: args.date ?? context.today,
            ...(args.due ? { dueDate: args.due } : {}),
            currency: amount.currency,
            department: department ?? null,
            ownerId: context.asker.id,
            lines: [line],
          }
        : null,
    })
    const reply = await entered(context, tx, bill.id)
    return {
      ...reply,
      undo: { command: 'bill unaccept', args: { proposal: args.proposal.ref }, versions: { [bill.id]: bill.version } },
    }
  },
})

const takeBack = defineCommand({
  name: 'bill unaccept',
  summary: 'Take back that something was entered: its bill is void, and it can be entered again',
  example: 'bill unaccept PROP-3',
  params: { proposal: target('bill-proposal', 'Proposal') },
  needs: 'bill.write',
  risk: 'reversible',
  hidden: true,
  run: async (_context, { proposal: { id } }, tx) => {
    const { proposal, bill } = await takeBackAccepted(tx, id)
    return {
      headline: `${billName(bill)} is void, and ${proposalTitle(proposal)} can be entered again`,
      data: proposalData(proposal),
    }
  },
})

const dismiss = defineCommand({
  name: 'bill dismiss',
  summary: 'Say that what a supplier’s mail brought is no bill',
  example: 'bill dismiss PROP-3',
  params: { proposal: target('bill-proposal', 'Proposal') },
  needs: 'bill.write',
  risk: 'reversible',
  run: async (_context, { proposal: { id } }, tx) => {
    const proposal = await dismissProposal(tx, id)
    return {
      headline: `${proposalTitle(proposal)} is no bill`,
      undo: { command: 'bill propose', args: { proposal: proposal.ref }, versions: { [id]: proposal.version } },
      data: proposalData(proposal),
    }
  },
})

const again = defineCommand({
  name: 'bill propose',
  summary: 'Take back that something is no bill',
  example: 'bill propose PROP-3',
  params: { proposal: target('bill-proposal', 'Proposal') },
  needs: 'bill.write',
  risk: 'reversible',
  hidden: true,
  run: async (_context, { proposal: { id } }, tx) => {
    const proposal = await reopenProposal(tx, id)
    return { headline: `${proposalTitle(proposal)} may be a bill`, data: proposalData(proposal) }
  },
})

export default [list, open, accept, takeBack, dismiss, again]
