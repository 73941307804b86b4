import { readAmountWords, settleAmount } from '../bots/commands/values/amount.js'
import { readDate, spoken } from '../bots/commands/values/date.js'
import type { ReadingContext } from '../bots/commands/values/reading.js'
import type { Tx } from '../db/in-workspace.js'
import { blockTask, remarkTask } from '../domain/close/block-task.js'
import type { TaskRow } from '../domain/close/close-store.js'
import { completeTask } from '../domain/close/complete-task.js'
import { draftAmount } from '../domain/close/draft-amount.js'
import { disownTask, putOffTask } from '../domain/close/put-off-task.js'
import { type ReplyAnswer, readAnswer, readFileOnly } from '../domain/close/reply-answer.js'
import { addWorkingDays } from '../domain/people/working-days.js'
import type { IsoDate } from '../lib/dates.js'
import { type Money, toDecimal } from '../lib/money.js'

/** What a reply to a close reminder comes to; `task` is the reference that it names. */
export type TypedAnswer = { task: string | null } & (
  | { verb: 'done' }
  | { verb: 'blocked'; why: string }
  | { verb: 'later' }
  | { verb: 'not_mine'; why: string | null }
  | { verb: 'amount'; amount: Money }
  | { verb: 'date'; date: IsoDate }
  | { verb: 'file' }
)

export type AnswerContext = ReadingContext & { baseCurrency: string }

/** Reads a reply as what it was asked for: done or yes, blocked or no, later, not mine, an amount, a day, a file. Null: it is none of these. */
export function readTypedAnswer(reply: string, hasFiles: boolean, context: AnswerContext): TypedAnswer | null {
  const task = hasFiles ? readFileOnly(reply) : undefined
  if (task !== undefined) return { verb: 'file', task }
  const said = readAnswer(reply)
  return said?.verb === 'value' ? readValue(said, context) : said
}

function readValue(
  { task, words }: Extract<ReplyAnswer, { verb: 'value' }>,
  context: AnswerContext,
): TypedAnswer | null {
  const read = readAmountWords(words)
  const amount = read.ok ? settleAmount(read.value, context.baseCurrency, context.baseCurrency) : null
  if (amount?.ok) return { verb: 'amount', task, amount: amount.value }
  const date = readDate(words, context)
  return date.ok && date.value >= context.today ? { verb: 'date', task, date: date.value } : null
}

/** What an amount became: told as it was noted, and the draft that somebody posts. */
export type Noted = { words: string; draft?: { ref: string; text: string } }

type About = { task: TaskRow; byId: string; context: AnswerContext }

/** Does what an answer says, in the transaction that takes it; answers what to tell its sender. Throws `refused` as the task does. */
export const doAnswer = async (tx: Tx, answer: TypedAnswer, about: About): Promise<Noted> =>
  answer.verb === 'amount' ? noteAmount(tx, answer.amount, about.task) : { words: await moveTask(tx, answer, about) }

async function noteAmount(tx: Tx, amount: Money, task: TaskRow): Promise<Noted> {
  const { id: taskId, month: close, title: memo } = task
  const { draft, text } = await draftAmount(tx, { taskId, close, memo, accountCode: null, amount })
  const data = { amount: toDecimal(amount), currency: amount.currency, ...(draft && { draft: draft.ref }) }
  await remarkTask(tx, taskId, { kind: 'amount', note: `By mail: ${text}`, data })
  const noted = `${text} is noted at ${task.ref} (${memo})`
  return draft
    ? { words: `${noted}, as the draft ${draft.ref}. Nothing is posted.`, draft: { ref: draft.ref, text } }
    : { words: `${noted}. Nothing is posted.` }
}

async function moveTask(
  tx: Tx,
  answer: Exclude<TypedAnswer, { verb: 'amount' }>,
  { task, byId, context }: About,
): Promise<string> {
  const name = `${task.ref} (${task.title})`
  switch (answer.verb) {
    case 'done': {
      const { after } = await completeTask(tx, task.id, byId)
      return after === 'submitted' ? `${name} is with its reviewer.` : `${task.ref} is done: ${task.title}`
    }
    case 'blocked':
      await blockTask(tx, task.id, byId, answer.why)
      return `${task.ref} is blocked: ${answer.why}`
    case 'later': {
      const { today, calendar } = context
      const until = addWorkingDays(calendar(), today, 1)
      await putOffTask(tx, { staffId: byId, taskId: task.id, until, today })
      return `You hear of ${name} again on ${spoken(until)}. It stays due on ${task.dueOn}.`
    }
    case 'not_mine':
      await disownTask(tx, { staffId: byId, taskId: task.id, note: answer.why ?? 'whose is not known' })
      return `${name} is not yours, you say. Whoever runs the close is asked whose it is.`
    case 'date': {
      const note = `By mail: expected on ${answer.date}`
      await remarkTask(tx, task.id, { kind: 'expected', note, data: { date: answer.date } })
      return `${name} is expected on ${spoken(answer.date)}. It stays open, and due on ${task.dueOn}.`
    }
    case 'file':
      return `What you attached is noted at ${name} as evidence. It stays open: answer “done ${task.ref}” when it is done.`
  }
}
