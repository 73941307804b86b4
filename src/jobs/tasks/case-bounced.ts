import { readWorkspace } from '../../db/sql-workspace.js'
import type { BounceKind } from '../../domain/correspondence/bounce.js'
import { listCases } from '../../domain/support/case-list-store.js'
import { findRepliedTo } from '../../domain/support/case-reply-store.js'
import { loadSupportDesk } from '../../domain/support/support-settings.js'
import { ownerOr } from '../case-audience.js'
import { defineJob } from '../define-job.js'
import { planNotices } from '../plan-case-notices.js'

type Bounced = { addressKey: string; messageId: string; kind: BounceKind }

export default defineJob({
  name: 'case-bounced',
  summary: 'Tells the owner of a case that the reply on it came back',
  on: ['address.bounced'],
  run: async (context, data) => {
    const { addressKey, messageId } = data as Bounced
    const told = await readWorkspace(context.db, context.scope, async (read) => {
      const desk = await loadSupportDesk(read)
      const replied = await findRepliedTo(read, addressKey)
      const [one] = replied ? await listCases(read, { ids: [replied.caseId] }, 1) : []
      return desk.liveAt === null || !one ? null : { one, hearers: await ownerOr(read, desk, one) }
    })
    if (!told) return
    await planNotices(
      context,
      told.hearers.map(({ to, why }) => ({ kind: 'bounced', to, caseId: told.one.id, occasion: messageId, why })),
    )
  },
})
