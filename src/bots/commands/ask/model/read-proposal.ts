import type { CommandContext, ReadCommand } from '../../define-command.js'
import { bindWords } from '../../grammar/bind-words.js'
import { findCommand } from '../../grammar/find-command.js'
import { tokenize } from '../../grammar/tokenize.js'
import { readingContext } from '../../session.js'
import { queryReading, recordSets } from '../ask-context.js'
import { Misread } from '../misread.js'
import { readQuery } from '../read-query.js'
import { isProposable } from './instructions.js'

/** Longer than any command that somebody would read before pressing its button. */
const LONGEST = 400

/** The command that a model named, as it stands and as it was read; or why it is none that is shown. */
export type Proposal =
  | { line: string; command: ReadCommand; given: Readonly<Record<string, string>> }
  | { none: string }

const none = (why: string): Proposal => ({ none: `The language model ${why}.` })

/**
 * Reads what a model said with our own grammar and the asker's rights: one line, one command, one that reads, every word of it
 * understood. It is the asker who runs it.
 */
export function readProposal(context: CommandContext, said: string): Proposal {
  const line = said
    .trim()
    .replace(/^\/(?:daybook )?/, '')
    .trim()
  if (line === '' || /^none\.?$/i.test(line)) return none('knows no command for that')
  // A line break, a mark-up or a control character is no part of any command that I know.
  if (line.length > LONGEST || /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}`]/u.test(line)) return none('named no single command')
  // Looked up among all commands, so that one which changes something can't be taken for one that reads and begins alike.
  const found = findCommand(tokenize(line), context.catalog.commands)
  const command = found.kind === 'command' ? found.command : undefined
  if (!command || found.kind !== 'command' || !isProposable(command, context.asker))
    return none('named nothing that you may read here')
  const bound = bindWords(command, found.rest, readingContext(context))
  if (!bound.ok || !isReadable(context, command, bound.given))
    return none('named a command with words that I can’t read')
  return { line, command, given: Object.fromEntries(bound.given) }
}

/** The words of a question about records are read as they will be; the names in them are looked up when it is run. */
function isReadable(context: CommandContext, { name }: ReadCommand, given: ReadonlyMap<string, unknown>): boolean {
  const set = recordSets.get(name.replace(/^report /, ''))
  if (!name.startsWith('report ') || !set) return true
  const asked = given.get('ask')
  try {
    readQuery(
      set,
      { command: name, tokens: tokenize(typeof asked === 'string' ? asked : '', 'ways') },
      queryReading(context),
    )
    return true
  } catch (thrown) {
    if (thrown instanceof Misread) return false
    throw thrown
  }
}
