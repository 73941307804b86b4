import { loadCatalog } from '../bots/commands/registry.js'
import { loadVerbs } from './load-verbs.js'
import type { Outline } from './outline.js'

/** As it is declared: all verbs and commands are loaded for it. */
export async function declaredOutline(): Promise<Outline> {
  const { commands } = await loadCatalog()
  return {
    verbs: (await loadVerbs()).map((verb) => ({ ...verb, run: undefined })),
    commands: [...commands.values()].map(({ name, aliases, bare, otherwise, hidden }) => ({
      name,
      ...(aliases && { aliases }),
      ...(bare && { bare }),
      ...(otherwise && { otherwise }),
      ...(hidden && { hidden }),
    })),
  }
}
