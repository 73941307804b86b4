import type { ApprovalFilter } from '../../../domain/people/approval-list-store.js'
import type { Asker } from '../define-command.js'
import { approvalKinds } from './approval-kinds.js'

/** Whoever may decide a kind sees its questions, an auditor all, everybody their own. */
export const seenBy = (asker: Asker): Pick<ApprovalFilter, 'seenBy'> => ({
  seenBy: {
    id: asker.id,
    kinds: [...approvalKinds.values()]
      .filter(({ needs }) => asker.may('audit.read') || asker.may(needs))
      .map(({ name }) => name),
  },
})
