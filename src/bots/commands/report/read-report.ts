import { findSavedReport } from '../../../domain/ask/saved-report-store.js'
import { invalid, toAppError } from '../../../lib/errors.js'
import { mayBeSpoken, meaningsOf, readArgs, runCommand, runSaved } from '../ask/run-words.js'
import type { CommandContext, ReadCommand } from '../define-command.js'
import { findCommand } from '../grammar/find-command.js'
import { type Token, tokenize } from '../grammar/tokenize.js'
import type { ArgsOf, Params } from '../params.js'
import type { Reply } from '../reply.js'

/** A report that is kept to be run again: the words that say it, and what it says now. */
export type KeptReport = { words: string; reply: Reply }

/**
 * What is typed after `report`, run once: nothing is kept that nobody could read. A sentence is kept as the command that it is read as, since what runs
 * later reads commands, and a new colleague's name must not make it another. Throws `invalid` where it is no report of the asker's, or two.
 */
export async function readReport(context: CommandContext, typed: string): Promise<KeptReport> {
  const found = findCommand(tokenize(`report ${typed}`), context.catalog.commands)
  const command = found.kind === 'command' && typed !== '' ? found.command : undefined
  if (found.kind !== 'command' || command?.risk !== 'read' || !context.asker.may(command.needs)) throw unread(typed)
  if (!command.otherwise) return asCommand(context, { typed, command, rest: found.rest })
  const saved = await context.read((read) => findSavedReport(read, typed))
  if (saved) return { words: typed, reply: await runSaved(context, saved) }
  const sentence = await asSentence(context, typed)
  if (!sentence) throw unread(typed)
  return sentence
}

type Found = { typed: string; command: ReadCommand; rest: readonly Token[] }

/** By the command's own grammar; where that reads nothing of it, its name may have been the first word of a sentence. */
async function asCommand(context: CommandContext, { typed, command, rest }: Found): Promise<KeptReport> {
  try {
    const args = await readArgs(context, command, rest)
    return { words: typed, reply: await command.run(context, args as ArgsOf<Params>) }
  } catch (thrown) {
    const isMisread = toAppError(thrown).code === 'invalid' && mayBeSpoken(command.name)
    const sentence = isMisread ? await asSentence(context, typed) : undefined
    if (!sentence) throw thrown
    return sentence
  }
}

async function asSentence(context: CommandContext, typed: string): Promise<KeptReport | undefined> {
  const { commands } = await context.read((read) => meaningsOf(context, read, typed))
  const [only, ...others] = commands
  if (only === undefined) return undefined
  if (others.length > 0)
    throw invalid(`“${typed}” can be read in two ways: give one of them. ${commands.map(coded).join(' or ')}`)
  return { words: only.replace(/^report /, ''), reply: await runCommand(context, only) }
}

const coded = (command: string): string => `\`${command}\``

const unread = (typed: string) =>
  invalid(`“${typed}” is no report of yours. \`report list\` names them; try it by \`report ${typed}\` first.`)
