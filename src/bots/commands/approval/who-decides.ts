import type { Tx } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import { type Approval, mayDecide } from '../../../domain/people/approval.js'
import { listApprovers, readDecisionSetting } from '../../../domain/people/approver-store.js'
import type { ApprovalKind } from '../../../domain/people/define-approval.js'
import { listed } from '../words.js'

/** Who may decide what was just asked, as a sentence: "Cora or Abe may approve it (APR-1)." */
export async function whoDecides(tx: Tx, kind: ApprovalKind, approval: Approval): Promise<string> {
  const read = sqlInTx(tx)
  const setting = await readDecisionSetting(read, approval)
  const content = await kind.load(tx, approval)
  const people = (await listApprovers(read, kind)).filter(
    (person) => mayDecide(approval, content?.preparers ?? [], person, setting).ok,
  )
  if (people.length === 0)
    return `Nobody may approve it (${approval.ref}): it needs a second person with \`${kind.needs}\` and a limit that is high enough.`
  const names = people.map(({ name }) => name)
  return `${listed(names, 'or')} may approve it (${approval.ref}).`
}
