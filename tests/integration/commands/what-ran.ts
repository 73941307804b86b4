import type { Command } from '../../../src/bots/commands/define-command.js'
import type { RecordRef } from '../../../src/bots/commands/params.js'
import { nameKey } from '../../../src/lib/name-key.js'

/** A change that was carried out, and with what. */
export type Ran = { command: Command; args: Readonly<Record<string, unknown>> }

/** The command itself, which writes down what it does. */
export function noting(command: Command, ran: Ran[]): Command {
  if (command.risk === 'read') return command
  const run: typeof command.run = (context, args, tx) => {
    ran.push({ command, args })
    return command.run(context, args, tx)
  }
  return { ...command, run }
}

/**
 * What of a change its text does not name, by looking for the words themselves and not by reading it as the grammar does: the verb
 * (or its beginning, or another word for it), and the record or the name that is its target.
 */
export function unasked({ command, args }: Ran, text: string): string[] {
  const words = nameKey(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  // What an undo takes back is whatever was done last.
  if (words.some((word) => ['undo', 'revert'].includes(word))) return []
  const verbs = [command.name, ...(command.aliases ?? [])].map((name) => name.split(' ').at(-1) ?? name)
  const begins = (whole: string) => words.some((word) => nameKey(whole).startsWith(word))
  const verb = verbs.some((each) => each.split('-').some(begins)) ? [] : [`verb of ${command.name}`]
  const targets = Object.entries(command.params).flatMap(([key, param]) => (param.target ? [args[key]] : []))
  return [...verb, ...targets.filter((target) => target !== undefined && !isNamed(target, text)).map(String)]
}

function isNamed(target: unknown, text: string): boolean {
  const letters = (words: string) => nameKey(words).replace(/[^\p{L}\p{N}]+/gu, '')
  const said = letters(text)
  if (typeof target !== 'object' || target === null) return said.includes(letters(String(target)))
  const { ref, title } = target as Partial<RecordRef>
  if (ref !== undefined && said.includes(letters(ref))) return true
  return nameKey(title ?? '')
    .split(' ')
    .some((word) => word !== '' && said.includes(letters(word)))
}
