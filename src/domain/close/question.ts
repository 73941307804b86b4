import type { IsoDate, IsoMonth } from '../../lib/dates.js'
import { formatMoney, type Money } from '../../lib/money.js'
import { no, ok, type Result } from '../../lib/result.js'
import { closeSpan } from './close-span.js'

export const ANSWER_TYPES = ['amount', 'date', 'yes-no', 'file', 'word'] as const
export type AnswerType = (typeof ANSWER_TYPES)[number]

/** One question to one person about a task. */
export type Question = {
  id: string
  /** ASK-3. */
  ref: string
  words: string
  answerType: AnswerType
  /** The cost account of what an amount would accrue, or the one whose move is asked about. */
  accountCode: string | null
  state: 'open' | 'answered' | 'withdrawn'
  answer: string | null
  taskId: string
  taskRef: string
  taskTitle: string
  /** What is closed: a month, a quarter or a year. */
  month: string
  /** Null where the close asks by itself. */
  askedById: string | null
  askedByName: string | null
  /** The move that the close asks about by itself, in the base currency. */
  movementMinor: bigint | null
  closeId: string
  askedOfId: string
  askedOfName: string
  draftRef: string | null
  createdAt: Date
  version: number
}

export type Answer =
  | { type: 'amount'; amount: Money }
  | { type: 'date'; date: IsoDate }
  | { type: 'yes-no'; yes: boolean }
  | { type: 'file'; files: readonly string[] }
  | { type: 'word'; text: string }

/** Whether an answer answers the question: it is open, and of its type. */
export function mayAnswerQuestion({ ref, state, answerType, answer: said }: Question, answer: Answer): Result<true> {
  if (state === 'answered') return no(`${ref} is answered already: ${said ?? ''}`)
  if (state === 'withdrawn') return no(`${ref} was withdrawn: nobody needs the answer any more.`)
  return answer.type === answerType ? ok(true) : no(`${ref} asks for ${ASKS[answerType]}.`)
}

export const ASKS: Readonly<Record<AnswerType, string>> = {
  amount: 'an amount, like 4,500',
  date: 'a day, like 2026-11-05 or friday',
  'yes-no': 'yes or no',
  file: 'a file',
  word: 'a sentence',
}

export function answerText(answer: Answer): string {
  switch (answer.type) {
    case 'amount':
      return formatMoney(answer.amount)
    case 'date':
      return answer.date
    case 'yes-no':
      return answer.yes ? 'yes' : 'no'
    case 'file':
      return answer.files.join(', ')
    case 'word':
      return answer.text
  }
}

/** Who asks, as it is told. */
export const askerName = ({ askedByName }: Pick<Question, 'askedByName'>): string => askedByName ?? 'The close'

/** The month at whose end it is accrued: that of the close, or its last. `endsOn`: the close's period's last day. */
export const accrualMonth = (close: string, endsOn: IsoDate): IsoMonth =>
  closeSpan(close)?.kind === 'month' ? close : endsOn.slice(0, 7)
