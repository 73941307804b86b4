import { inWorkspace } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { getContact } from '../../domain/crm/contact-store.js'
import { casesOfStranger } from '../../domain/support/case-mail-store.js'
import { getCase, lockCases, saveCase } from '../../domain/support/case-store.js'
import { defineJob } from '../define-job.js'

export default defineJob({
  name: 'case-contact',
  summary: 'Puts the cases of somebody who was a stranger on the contact that they are now',
  on: ['contact.address-added'],
  run: async ({ db, scope }, data) => {
    const { contactId, addressKey } = data as { contactId: string; addressKey: string }
    await inWorkspace(db, scope, async (tx) => {
      await lockCases(tx)
      const ids = await casesOfStranger(sqlInTx(tx), addressKey)
      if (ids.length === 0) return
      const { companyId } = await getContact(tx, contactId)
      for (const id of ids) {
        const one = await getCase(tx, id)
        // Of another company than the case is: then somebody has said so.
        if (one.companyId && one.companyId !== companyId) continue
        await saveCase(tx, one, { contactId, companyId: one.companyId ?? companyId })
      }
    })
  },
})
