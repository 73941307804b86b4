import type { Catalog } from '../commands/define-command.js'
import { dispatch } from '../commands/dispatch.js'
import { findCommand } from '../commands/grammar/find-command.js'
import { tokenize } from '../commands/grammar/tokenize.js'
import type { Answer, Deps, Who } from '../commands/request.js'

/** The whole line as one command; what only may mean one is asked back. Never throws. */
export const answerLine = (deps: Deps, who: Who, line: string): Promise<Answer> =>
  dispatch(deps, { who, input: { text: line, exact: true } })

/**
 * Whether giving a line a second time changes nothing: it reads, shows what it would do, or is no command. What a crash cut off is
 * done again only then (docs/adr/0014).
 */
export function isRepeatable(catalog: Catalog, line: string): boolean {
  const found = findCommand(tokenize(line), catalog.commands)
  return found.kind !== 'command' || (found.command.risk !== 'reversible' && found.command.name !== 'undo')
}

/** Whether a line is a command at all: a mail to a customer with the assistant in copy needs no answer. */
export const isCommand = (catalog: Catalog, line: string): boolean =>
  findCommand(tokenize(line), catalog.commands).kind === 'command'

export const interrupted = (line: string): Answer => ({
  ok: false,
  reply: {
    headline: `I was interrupted before I could answer “${line}”.`,
    text: 'It may have been done or not: please look, and write it again if it was not.',
  },
})

export const addressedOutside: Answer = {
  ok: false,
  reply: {
    headline: 'Nothing was done: the mail is also addressed to people outside the company.',
    text: 'Write the command to me alone; colleagues may be in copy.',
  },
}
