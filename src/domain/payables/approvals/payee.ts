import { approvalContent } from '../../people/approval-content.js'
import { defineApproval } from '../../people/define-approval.js'
import { listPreparers } from '../../people/preparer-store.js'
import { partyName } from '../party.js'
import { accountText, payeeText } from '../payee.js'
import { partyOf } from '../payee-party.js'
import { findPayee, findPayees, savePayeeState } from '../payee-store.js'

/** Bank details of suppliers and colleagues: yes makes them the ones that are paid to. */
export default defineApproval({
  name: 'payee',
  title: 'Bank detail',
  needs: 'supplier.approve',
  load: async (tx, { subject }) => {
    const payee = await findPayee(tx, subject)
    if (payee?.state !== 'proposed') return null
    const name = await partyName(tx, payee)
    const { verified } = await findPayees(tx, partyOf(payee))
    return approvalContent({
      title: `bank details of ${name}`,
      fields: [
        { label: 'To be paid', value: payee.holder },
        { label: 'Account', value: accountText(payee) },
        ...(payee.bic ? [{ label: 'BIC', value: payee.bic }] : []),
        { label: 'Until now', value: verified ? payeeText(verified) : 'none' },
        { label: 'How we were told', value: payee.source },
      ],
      lines: ['Call them at a number that you knew before. Nothing is paid to them until this is decided.'],
      amount: null,
      counterparty: payee.companyId ? { companyId: payee.companyId } : { staffId: payee.staffId ?? '' },
      department: null,
      preparers: [...(await listPreparers(tx, 'payee', subject)), ...(payee.staffId ? [payee.staffId] : [])],
    })
  },
  approved: async (tx, { subject }) => {
    const payee = await findPayee(tx, subject)
    if (!payee) return undefined
    const { verified } = await findPayees(tx, partyOf(payee))
    if (verified) await savePayeeState(tx, verified.id, 'replaced')
    await savePayeeState(tx, subject, 'verified')
    return `From now on paid to ${payeeText(payee)}.`
  },
  rejected: (tx, { subject }) => savePayeeState(tx, subject, 'rejected'),
  lapsed: (tx, { subject }) => savePayeeState(tx, subject, 'rejected'),
})
