import { z } from 'zod'
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
  data: z.object({ contactId: z.string(), addressKey: z.string() }),
  run: async ({ db, scope }, { contactId, addressKey }) => {
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
