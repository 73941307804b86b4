import { readFile } from 'node:fs/promises'
import type { Command } from '../bots/commands/define-command.js'
import type { Verb } from './define-verb.js'

/** A verb as help shows it. */
export type VerbOutline = Omit<Verb, 'run'>
/** A command as the grammar knows it by its first words. */
export type CommandOutline = Pick<Command, 'name' | 'aliases' | 'bare' | 'otherwise' | 'hidden'>
export type Outline = { verbs: readonly VerbOutline[]; commands: readonly CommandOutline[] }

/** The build leaves it here: to load all that verbs and commands do takes seconds, and help says but what they are called. */
const OUTLINE = new URL('./outline.json', import.meta.url)

export async function outline(): Promise<Outline> {
  const kept = await readFile(OUTLINE, 'utf8').catch(() => undefined)
  if (kept !== undefined) return JSON.parse(kept) as Outline
  const { declaredOutline } = await import('./declared-outline.js')
  return declaredOutline()
}
