import { invalid } from '../../lib/errors.js'
import type { Command, CommandContext } from './define-command.js'
import { bindWords } from './grammar/bind-words.js'
import { type Token, tokenize } from './grammar/tokenize.js'
import type { Action } from './reply.js'
import { type Args, type ResolvedArgs, resolveArgs } from './resolve-args.js'
import { readingContext } from './session.js'
import { asTyped, nothingThere, usageOf } from './words.js'

/** What stands behind a command's name, by its own grammar. Throws `invalid` with what is wrong of the words themselves. */
export async function resolveWords(
  context: CommandContext,
  command: Command,
  tokens: readonly Token[],
): Promise<ResolvedArgs> {
  const { asker, catalog, workspace } = context
  const reading = readingContext(context)
  const bound = bindWords(command, tokens, reading)
  if (!bound.ok) throw invalid(`${bound.problem} It is: ${usageOf(command)}`)
  const { baseCurrency } = workspace
  return context.read((read) =>
    resolveArgs(command, Object.fromEntries(bound.given), { read, asker, catalog, reading, baseCurrency }),
  )
}

/** What stands behind a list's name, read as the list itself would: `tag:berlin owner:dana@acme.com`. Throws `invalid` with why not. */
export async function readListWords(context: CommandContext, name: string, words: string): Promise<Args> {
  const command = context.catalog.commands.get(name)
  if (!command) throw new Error(`There is no command ${name}.`)
  const resolved = await resolveWords(context, command, tokenize(words))
  if (resolved.state === 'ready') return resolved.args
  if (resolved.state === 'problems') throw invalid(Object.values(resolved.problems)[0] ?? 'That can’t be read.')
  if (resolved.state === 'missing') throw invalid(`${name} needs more than that.`)
  if (resolved.state === 'choose')
    throw invalid(`“${resolved.words}” may be several ${resolved.kind.many}: give the reference.`)
  throw invalid(nothingThere(resolved.kind, resolved.words, command))
}

/** Under a list of several: opens the form that changes all of them, shown or not. `mine` is what a list without words means. */
export function changeAll(
  context: CommandContext,
  noun: 'company' | 'contact' | 'deal',
  args: Args,
  count: number,
): Action[] {
  const command = context.catalog.commands.get(`${noun} list`)
  if (!command || count < 2 || !context.asker.may(`${noun}.write`)) return []
  const { page: _, file: _f, ...asked } = args
  const where = asTyped(command, asked).slice(command.name.length).trim() || 'mine'
  return [
    { label: count === 2 ? 'Change both…' : `Change all ${count}…`, do: { form: `${noun} bulk`, args: { where } } },
  ]
}
