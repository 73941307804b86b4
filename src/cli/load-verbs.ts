import { loadDeclared } from '../lib/load-declared.js'
import type { Verb } from './define-verb.js'
import { findVerb } from './parse-line.js'

const FOLDER = new URL('./verbs/', import.meta.url)

export const loadVerbs = (): Promise<readonly Verb[]> => loadDeclared<Verb>(FOLDER)

/**
 * The verb that the words of a line begin with. A verb's module has its name (`mail sync` is in `mail-sync`), so that `daybook run` does
 * not wait for what only the service needs.
 */
export async function loadVerb(words: readonly string[]): Promise<Verb | undefined> {
  const named = [words.slice(0, 2).join('-'), words[0]]
  return findVerb(await loadDeclared<Verb>(FOLDER, undefined, (module) => named.includes(module)), words)
}
