import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import type { Question } from './question.js'

type Filter = { id: string } | { ref: string } | { open: true }

/** By reference or id, or all that are open in open closes; oldest first. */
export const listQuestions = ({ sql, scope }: SqlScope, filter: Filter): Promise<Question[]> => sql<Question[]>`
  select q.id, q.ref, q.words, q.answer_type as "answerType", q.account_code as "accountCode", q.state, q.answer,
    q.task_id as "taskId", t.ref as "taskRef", t.title as "taskTitle", c.month,
    q.asked_by_id as "askedById", b.name as "askedByName", q.movement_minor as "movementMinor", t.close_id as "closeId", q.asked_of_id as "askedOfId", o.name as "askedOfName",
    d.ref as "draftRef", q.created_at as "createdAt", q.version
  from close_question q
  join close_task t on t.workspace_id = q.workspace_id and t.id = q.task_id
  join close c on c.workspace_id = t.workspace_id and c.id = t.close_id
  left join staff b on b.workspace_id = q.workspace_id and b.id = q.asked_by_id
  join staff o on o.workspace_id = q.workspace_id and o.id = q.asked_of_id
  left join draft_accrual d on d.workspace_id = q.workspace_id and d.id = q.draft_id
  where q.workspace_id = ${scope.workspaceId}::uuid and ${
    'id' in filter
      ? sql`q.id = ${filter.id}::uuid`
      : 'ref' in filter
        ? sql`q.ref = ${filter.ref}`
        : sql`q.state = 'open' and c.state = 'open'`
  }
  order by q.id`

export async function findQuestion(read: SqlScope, which: { id: string } | { ref: string }): Promise<Question | null> {
  const [found] = await listQuestions(read, which)
  return found ?? null
}

/** The last day of the period that a task's close closes. */
export async function closeEndsOn(tx: Tx, taskId: string): Promise<IsoDate> {
  const task = await tx.prisma.closeTask.findFirstOrThrow({
    where: { id: taskId },
    select: { close: { select: { period: { select: { endsOn: true } } } } },
  })
  return task.close.period.endsOn.toISOString().slice(0, 10)
}

type Settled =
  | { state: 'answered'; answer: string; answeredById: string; draftId: string | null; answeredAt: Date }
  | { state: 'withdrawn' | 'open' }

/** Throws `refused` when it changed meanwhile: of two answers the first counts. */
export async function settleQuestion(tx: Tx, { id, ref, version }: Question, data: Settled): Promise<void> {
  const { count } = await tx.prisma.closeQuestion.updateMany({ where: { id, version }, data })
  if (count === 0) throw refused(`${ref} was answered or withdrawn meanwhile.`)
}
