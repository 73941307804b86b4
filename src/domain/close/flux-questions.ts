import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { addToMonth } from '../../lib/dates.js'
import { formatMoney, money } from '../../lib/money.js'
import type { CheckedTask } from './checked-store.js'
import { lockTasks } from './close-store.js'
import { monthName } from './close-view.js'
import type { CheckPeriod } from './define-check.js'
import type { FluxLine } from './flux.js'
import { type FluxComment, loadFlux } from './flux-store.js'
import type { Question } from './question.js'
import { listQuestions, settleQuestion } from './question-store.js'

/** What is to be asked of a close's large moves, and which questions nobody needs to answer any more. */
export type WordsPlan = { ask: readonly FluxLine[]; withdraw: readonly Question[] }

/** A move that has no word is asked about once, as it is; moved again, it is another question. Pure. */
export function planWords(
  lines: readonly FluxLine[],
  comments: ReadonlyMap<string, FluxComment>,
  open: readonly Question[],
): WordsPlan {
  const needed = lines.filter(
    ({ code, nowMinor, farFrom }) => farFrom.length > 0 && comments.get(code)?.movementMinor !== nowMinor,
  )
  const asks = ({ accountCode, movementMinor }: Question, { code, nowMinor }: FluxLine) =>
    accountCode === code && movementMinor === nowMinor
  return {
    ask: needed.filter((line) => !open.some((question) => asks(question, line))),
    withdraw: open.filter((question) => !needed.some((line) => asks(question, line))),
  }
}

/**
 * Asks who answers for each account that moved far (else who owns the task) for a word, and takes back what no longer needs one. They
 * hear of it in the one message of their morning. How many questions changed.
 */
export async function askForWords(tx: Tx, { taskId, period }: CheckedTask): Promise<number> {
  const task = (await lockTasks(tx, period.closeId)).find(({ id }) => id === taskId)
  if (!task) return 0
  const read = sqlInTx(tx)
  const open = (await listQuestions(read, { open: true })).filter(
    (each) => each.taskId === taskId && each.askedById === null,
  )
  // Before what comes first is done, the accounts still move for reasons that everybody knows.
  const isTheirTurn = task.state === 'ready' || task.state === 'in_progress'
  const plan = isTheirTurn ? await planFor(tx, period, open) : { ask: [], withdraw: open }
  for (const question of plan.withdraw) {
    await settleQuestion(tx, question, { state: 'withdrawn' })
    await tx.outbox('close.answered', { questionId: question.id, closeId: period.closeId })
  }
  const owners = await ownersOf(tx, plan.ask)
  for (const line of plan.ask) {
    const askedOfId = owners.get(line.code) ?? task.ownerId
    if (askedOfId) await ask(tx, { taskId, askedOfId, period, line })
  }
  return plan.ask.length + plan.withdraw.length
}

async function planFor(tx: Tx, period: CheckPeriod, open: readonly Question[]): Promise<WordsPlan> {
  const { lines, comments } = await loadFlux(sqlInTx(tx), period)
  return planWords(lines, comments, open)
}

async function ownersOf(tx: Tx, lines: readonly FluxLine[]): Promise<ReadonlyMap<string, string>> {
  const accounts = await tx.prisma.account.findMany({
    where: { code: { in: lines.map(({ code }) => code) }, owner: { active: true } },
    select: { code: true, ownerId: true },
  })
  return new Map(accounts.flatMap(({ code, ownerId }) => (ownerId === null ? [] : [[code, ownerId] as const])))
}

async function ask(
  tx: Tx,
  { taskId, askedOfId, period, line }: { taskId: string; askedOfId: string; period: CheckPeriod; line: FluxLine },
): Promise<void> {
  await tx.prisma.closeQuestion.create({
    data: {
      workspaceId: tx.scope.workspaceId,
      id: tx.newId(),
      ref: await nextRef(tx, 'close_question', 'ASK'),
      words: moveWords(line, period),
      answerType: 'word',
      accountCode: line.code,
      movementMinor: line.nowMinor,
      taskId,
      askedOfId,
    },
  })
}

/** `Why is 6200 Software at -12,000.00 EUR in October 2026? It was -3,000.00 EUR in September 2026 (far from budget).` */
function moveWords(
  { code, name, nowMinor, lastMinor, farFrom }: FluxLine,
  { month, baseCurrency }: CheckPeriod,
): string {
  const amount = (minor: bigint) => formatMoney(money(minor, baseCurrency))
  const before =
    month.length === 7 && !month.includes('Q') ? `in ${monthName(addToMonth(month, -1))}` : 'in the period before'
  return `Why is ${code} ${name} at ${amount(nowMinor)} in ${monthName(month)}? It was ${amount(lastMinor)} ${before} (far from ${farFrom.join(', ')}).`
}
