import { readWorkspace } from '../../db/sql-workspace.js'
import { listCases } from '../../domain/support/case-list-store.js'
import type { CaseNoticeKind } from '../../domain/support/case-notice-store.js'
import { loadSupportDesk } from '../../domain/support/support-settings.js'
import { everybodyConcerned, ownerOr } from '../case-audience.js'
import { defineJob } from '../define-job.js'
import { planNotices } from '../plan-case-notices.js'

type CaseNews = { caseId: string; messageId?: string; ownerId?: string }

const KIND: Readonly<Record<string, CaseNoticeKind>> = {
  'case.opened': 'opened',
  'case.answered': 'answered',
  'case.assigned': 'assigned',
}

export default defineJob({
  name: 'case-told',
  summary: 'Tells of a new case those who answer them, and its owner that it is theirs or that the customer wrote',
  on: ['case.opened', 'case.answered', 'case.assigned'],
  run: async (context, data) => {
    const { caseId, messageId, ownerId } = data as CaseNews
    const kind = KIND[context.kind] ?? 'opened'
    const hearers = await readWorkspace(context.db, context.scope, async (read) => {
      const desk = await loadSupportDesk(read)
      const [one] = await listCases(read, { ids: [caseId] }, 1)
      if (desk.liveAt === null || !one) return []
      // Who was given it hears that alone; given on by now, it is another's to hear.
      if (kind === 'opened') return one.ownerId ? [] : everybodyConcerned(read, desk)
      return kind === 'assigned' && one.ownerId !== ownerId ? [] : ownerOr(read, desk, one)
    })
    const occasion = kind === 'opened' ? kind : (messageId ?? context.outboxId)
    await planNotices(
      context,
      hearers.map(({ to, why }) => ({ kind, to, caseId, occasion, why })),
    )
  },
})
