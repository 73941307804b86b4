import type { SqlScope } from '../../../db/sql-workspace.js'
import { findSavedReport } from '../../../domain/ask/saved-report-store.js'
import { findLastAsked, type StoredAction } from '../../../domain/people/pending-action-store.js'
import { actionArgs } from '../actions.js'
import { severalMeanings } from '../answers.js'
import type { CommandContext } from '../define-command.js'
import { type Token, tokenize } from '../grammar/tokenize.js'
import type { Answer } from '../request.js'
import type { Session } from '../session.js'
import { shown } from '../values/reading.js'
import { asTyped } from '../words.js'
import { askContext } from './ask-context.js'
import { asWhole, changeQuestion } from './in-words/change-question.js'
import { DAYS } from './in-words/periods-in-words.js'
import { knownFor, mayBeSpoken, meaningsOf } from './run-words.js'

/** The question that the words come to, as a command; or why they come to none. `sure`: that they are of a question before is clear. */
export type Followed = { command: string } | { answer: Answer; sure: boolean }

/** After as long nobody remembers which question was the last. */
const REMEMBERED = 15 * 60_000
/** A question that only says what is different is short. */
const LONGEST = 12

const LEAD =
  /^(?:(?:and|or|but|then|now|ok(?:ay)?|so|also|just|only|instead|what about|how about|(?:and )?the same|same)(?:\s+|,\s*))+/i
const BEGINNING = new RegExp(
  `^(?:(?:in|for|of|by|per|from|since|until|till|before|after|between|during|as of|with|without|over|under|above|below|more than|less than|vs|versus|against|compared|monthly|quarterly|weekly|daily|yearly)\\s+\\S|(?:${DAYS})$)`,
  'i',
)

/**
 * "and in November?", "by owner", "last month": the last question of this person in this conversation with that in it changed. Undefined
 * where the words are none that say so.
 */
export async function followUp(
  session: Session,
  read: SqlScope,
  tokens: readonly Token[],
): Promise<Followed | undefined> {
  const change = changeIn(session, tokens)
  if (!change) return undefined
  const { sure, words } = change
  const asked = await lastQuestion(session, read)
  if (asked === undefined) return { answer: nothingBefore(session), sure }
  const [only, ...others] = asked
  if (only === undefined || others.length > 0) return { answer: no(UNCLEAR), sure }
  const { catalogue } = askContext(session.context)
  const known = await knownFor(session.context, read, asWhole(only, words, { catalogue }))
  const [command, ...more] = changeQuestion(only, words, known)
  if (command === undefined) return { answer: no(`I can’t tell what ${shown(words)} changes in \`${only}\`.`), sure }
  return more.length > 0 ? { answer: severalMeanings([command, ...more]), sure: true } : { command }
}

/** The words that say what is different, without what leads to them. */
function changeIn({ vocabulary }: Session, tokens: readonly Token[]): { words: string; sure: boolean } | undefined {
  if (tokens.length > LONGEST || tokens.some(({ key }) => key !== undefined)) return undefined
  if (!vocabulary.has('report ask')) return undefined
  const said = tokens
    .map(({ raw }) => raw)
    .join(' ')
    .replace(/[?!.\s]+$/, '')
  const words = said.replace(LEAD, '')
  const sure = BEGINNING.test(words)
  return words !== '' && (sure || words !== said) ? { words, sure } : undefined
}

const no = (headline: string): Answer => ({
  ok: false,
  reply: { headline, text: 'Ask the whole question: “revenue in October by owner”.' },
})

const UNCLEAR = 'Your last question here could be read in two ways: say first which you mean.'

const nothingBefore = ({ deps }: Session): Answer =>
  no(
    deps.place === undefined
      ? 'That follows a question, and I remember none here.'
      : 'That follows a question, and you asked me none here in the last 15 minutes.',
  )

/** As the commands that it can be read as; undefined where nothing was asked here. */
async function lastQuestion({ context, deps }: Session, read: SqlScope): Promise<readonly string[] | undefined> {
  const { place } = deps
  if (place === undefined) return undefined
  const since = new Date(context.now.getTime() - REMEMBERED)
  const action = await findLastAsked(read, { staffId: context.asker.id, place, since })
  return action ? commandsOf(context, read, action) : undefined
}

async function commandsOf(context: CommandContext, read: SqlScope, action: StoredAction): Promise<readonly string[]> {
  const { values } = actionArgs(action)
  if (action.command === ASK) return inWords(context, read, String(values['words']))
  if (action.command === RUN) {
    const saved = await findSavedReport(read, String(values['name']))
    if (saved) return inWords(context, read, saved.words)
  }
  const command = context.catalog.commands.get(action.command)
  const { ask, as: _, explain: __, ...asked } = values
  if (typeof ask === 'string') return [`${action.command} ${ask}`]
  return command ? [asTyped(command, asked).replace(/^report run /, 'report ')] : []
}

/** A saved question by its name, a command without its first word, or a sentence, which may begin like one: "revenue last month". */
async function inWords(context: CommandContext, read: SqlScope, words: string): Promise<readonly string[]> {
  const asked = (await findSavedReport(read, words))?.words ?? words
  const isCommand = mayBeSpoken(`report ${asked.split(' ')[0] ?? ''}`)
  if (isCommand && tokenize(asked).some(({ key }) => key !== undefined)) return [`report ${asked}`]
  const { commands } = await meaningsOf(context, read, asked)
  return commands.length === 0 && isCommand ? [`report ${asked}`] : commands
}

const [ASK, RUN] = ['report ask', 'report run']

/** Whether a command is a question, which another may follow. */
export const isQuestion = (command: string): boolean => command === ASK || command === RUN || mayBeSpoken(command)
