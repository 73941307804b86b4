import { payeeText } from '../../../domain/payables/payee.js'
import { proposePayee } from '../../../domain/payables/propose-payee.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional, type RecordRef, required } from '../params.js'

export default defineCommand({
  name: 'payee set',
  summary:
    'Propose where a supplier or a colleague is paid; a second person verifies it, and nothing is paid to them until then',
  example: 'payee set Acme iban:DE89370400440532013000 told:"called Ms Berg, their number from the contract"',
  params: {
    supplier: optional('record', 'Supplier', { record: 'company', target: true }),
    colleague: optional('record', 'Colleague', { record: 'staff' }),
    iban: required('text', 'IBAN'),
    bic: optional('text', 'BIC'),
    holder: optional('text', 'Name of the account', { hint: 'Default: theirs' }),
    told: required('text', 'How we were told', { hint: 'Never by mail alone' }),
  },
  needs: 'bill.write',
  risk: 'reversible',
  run: async (_context, args, tx) => {
    const { payee, approval } = await proposePayee(tx, {
      party: partyOf(args),
      iban: args.iban,
      bic: args.bic,
      holder: args.holder,
      source: args.told,
    })
    return {
      headline: `${payeeText(payee)}: waits for a second person (${approval.ref})`,
      text: 'Nothing is paid to them until it is verified.',
      undo: { command: 'approval withdraw', args: { approval: approval.ref }, versions: {} },
      data: { approval: approval.ref, iban: payee.number, bic: payee.bic, holder: payee.holder, state: payee.state },
    }
  },
})

function partyOf({ supplier, colleague }: { supplier?: RecordRef | undefined; colleague?: RecordRef | undefined }) {
  if (supplier && !colleague) return { companyId: supplier.id }
  if (colleague && !supplier) return { staffId: colleague.id }
  throw invalid('Say who is paid there: a supplier, or colleague:NAME.')
}
