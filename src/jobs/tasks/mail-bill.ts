import { proposalCard } from '../../bots/commands/bill/proposal-card.js'
import { inWorkspace } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { lockFiles } from '../../domain/correspondence/attachment-store.js'
import type { StoredMail } from '../../domain/correspondence/message-store.js'
import { sharedLevel } from '../../domain/correspondence/visibility-sql.js'
import { findSupplierBy, listProposals } from '../../domain/payables/bill-proposal-store.js'
import { proposeBill } from '../../domain/payables/propose-bill.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { billsIn } from '../../mail/bills-in-mail.js'
import { mailParts } from '../../mail/mail-parts.js'
import { defineJob, type JobContext } from '../define-job.js'
import { eachMail } from '../stored-mail.js'
import { tellOwner } from '../tell-owner.js'

export default defineJob({
  name: 'mail-bill',
  summary: 'Proposes the bills that mail of known suppliers brings to who handles payables; enters nothing',
  on: ['mail.bill'],
  run: (context, data) => eachMail(context, data, (mail, bytes) => look(context, mail, bytes)),
})

async function look(context: JobContext, mail: StoredMail, bytes: Buffer): Promise<void> {
  const { db, scope } = context
  const { supplier, level } = await readWorkspace(db, scope, async (read) => ({
    supplier: await findSupplierBy(read, mail.fromAddress),
    level: await sharedLevel(read, mail.id),
  }))
  // The card names what the bill says and opens its files: nobody in finance sees what the mailbox keeps from them.
  if (!supplier || level < 2) return
  for (const found of billsIn((await mailParts(bytes)).parts)) {
    const from = { companyId: supplier.id, messageId: mail.id }
    await inWorkspace(db, scope, async (tx) => {
      // Held until the rows are there, so that no sweep takes the files between.
      await lockFiles(sqlInTx(tx), 'shared')
      const files = context.services.mailFiles.kept(scope.workspaceId)
      return proposeBill(tx, (content) => files.put(Buffer.from(content)), from, found)
    })
  }
  await tell(context, mail)
}

/** Also what a run before this one proposed and could not tell of any more. */
async function tell(context: JobContext, mail: StoredMail): Promise<void> {
  const { liveAt, proposals } = await readWorkspace(context.db, context.scope, async (read) => ({
    liveAt: (await getWorkspace(read)).liveAt,
    proposals: await listProposals(read, { state: 'open', messageId: mail.id }, 10),
  }))
  if (liveAt === null || mail.receivedAt < liveAt) return
  for (const proposal of proposals)
    await tellOwner(context, {
      ownerId: null,
      occasion: `bill-proposal:${proposal.id}`,
      reply: proposalCard(proposal),
    })
}
