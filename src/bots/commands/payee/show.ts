import { inWorkspace } from '../../../db/in-workspace.js'
import { payeeText } from '../../../domain/payables/payee.js'
import { findPayees } from '../../../domain/payables/payee-store.js'
import { fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { accountData } from './account-data.js'

export default defineCommand({
  name: 'payee show',
  summary: 'Where a supplier is paid, and what waits to be verified',
  example: 'payee show Acme',
  params: { supplier: target('company', 'Supplier') },
  needs: 'bill.read',
  risk: 'read',
  run: async ({ db, scope, asker }, { supplier }) => {
    const { verified, proposed } = await inWorkspace(db, scope, (tx) => findPayees(tx, { companyId: supplier.id }))
    const state = proposed
      ? 'a change waits for a second person, nothing is paid until then'
      : verified
        ? 'verified'
        : 'no bank details'
    return {
      headline: `${supplier.title}: ${state}`,
      fields: fieldsWith([
        ['Paid to', verified && payeeText(verified)],
        ['Proposed', proposed && payeeText(proposed)],
        ['How we were told', (proposed ?? verified)?.source ?? null],
      ]),
      actions: asker.may('bill.write')
        ? [
            {
              label: 'Change…',
              do: { form: 'payee set', args: { supplier: supplier.ref } },
              typed: `payee set ${supplier.ref} iban:…`,
            },
          ]
        : [],
      data: {
        supplier: supplier.ref,
        verified: verified && { ...accountData(verified), bic: verified.bic, holder: verified.holder },
        proposed: proposed && { ...accountData(proposed), bic: proposed.bic, holder: proposed.holder },
      },
    }
  },
})
