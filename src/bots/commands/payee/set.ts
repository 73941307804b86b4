import { payeeText } from '../../../domain/payables/payee.js'
import { type NewPayee, proposePayee } from '../../../domain/payables/propose-payee.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional, type RecordRef, required } from '../params.js'
import { accountData } from './account-data.js'

export default defineCommand({
  name: 'payee set',
  summary:
    'Propose where a supplier or a colleague is paid; a second person verifies it, and nothing is paid to them until then',
  example: 'payee set Acme iban:DE89370400440532013000 told:"called Ms Berg, their number from the contract"',
  params: {
    supplier: optional('record', 'Supplier', { record: 'company', target: true }),
    colleague: optional('record', 'Colleague', { record: 'staff' }),
    iban: optional('text', 'IBAN'),
    bic: optional('text', 'BIC'),
    routing: optional('text', 'Routing number or sort code', { hint: 'In the US or UK, in place of an IBAN' }),
    number: optional('text', 'Account number', { hint: 'With it' }),
    holder: optional('text', 'Name of the account', { hint: 'Default: theirs' }),
    told: required('text', 'How we were told', { hint: 'Never by mail alone' }),
  },
  needs: 'bill.write',
  risk: 'reversible',
  run: async (_context, args, tx) => {
    const { payee, approval } = await proposePayee(tx, {
      party: partyOf(args),
      account: accountOf(args),
      bic: args.bic,
      holder: args.holder,
      source: args.told,
    })
    return {
      headline: `${payeeText(payee)}: waits for a second person (${approval.ref})`,
      text: 'Nothing is paid to them until it is verified.',
      undo: { command: 'approval withdraw', args: { approval: approval.ref }, versions: {} },
      data: { approval: approval.ref, ...accountData(payee), bic: payee.bic, holder: payee.holder, state: payee.state },
    }
  },
})

function partyOf({ supplier, colleague }: { supplier?: RecordRef | undefined; colleague?: RecordRef | undefined }) {
  if (supplier && !colleague) return { companyId: supplier.id }
  if (colleague && !supplier) return { staffId: colleague.id }
  throw invalid('Say who is paid there: a supplier, or colleague:NAME.')
}

type Account = { iban?: string | undefined; routing?: string | undefined; number?: string | undefined }

function accountOf({ iban, routing, number }: Account): NewPayee['account'] {
  if (iban !== undefined && routing === undefined && number === undefined) return { iban }
  if (iban === undefined && routing !== undefined && number !== undefined) return { routing, number }
  throw invalid('Give an iban:, or routing: (a US routing number or UK sort code) together with number:')
}
