import { loadDeclared } from '../lib/load-declared.js'
import type { Verb } from './define-verb.js'

const FOLDER = new URL('./verbs/', import.meta.url)

/**
 * The verb that the words of a line begin with, or all of them where they name none. A verb's module has its name (`mail sync` is in
 * `mail-sync`), so that `daybook run` does not wait for what only the service needs.
 */
export async function loadVerbs(words: readonly string[]): Promise<readonly Verb[]> {
  const named = [words.slice(0, 2).join('-'), words[0]]
  const found = await loadDeclared<Verb>(FOLDER, undefined, (module) => named.includes(module))
  return found.length > 0 ? found : loadDeclared<Verb>(FOLDER)
}
