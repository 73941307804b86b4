import { foldersIn, loadDeclared } from '../../lib/load-declared.js'
import type { Catalog, Command } from './define-command.js'
import type { RecordKindDeclaration } from './define-record-kind.js'

/** Reads the folders beside this file: `<noun>/<verb>.ts` are the commands, `kinds/<kind>.ts` the kinds of record. */
export async function loadCatalog(): Promise<Catalog> {
  const here = new URL('./', import.meta.url)
  const nouns = (await foldersIn(here)).filter((folder) => !folder.pathname.endsWith('/kinds/'))
  // One after the other: what both wait for while it loads (the declared signals) Node 20 may hand to the second before it is there.
  const kinds = await loadKinds()
  const commands = await loadDeclared<Command>(nouns)
  return buildCatalog(commands, kinds)
}

export const loadKinds = (): Promise<readonly RecordKindDeclaration[]> =>
  loadDeclared<RecordKindDeclaration>(new URL('./kinds/', import.meta.url), (kind) => kind.kind)

/** For a chosen set, as tests of the framework do. Throws when a command names a kind that nobody declares. */
export function buildCatalog(commands: readonly Command[], kinds: readonly RecordKindDeclaration[]): Catalog {
  const catalog: Catalog = {
    commands: new Map(commands.map((command) => [command.name, command])),
    kinds: new Map(kinds.map((kind) => [kind.kind, kind])),
  }
  for (const command of commands) checkDeclaration(command, catalog)
  return catalog
}

function checkDeclaration(command: Command, catalog: Catalog): void {
  const fault = (what: string) => new Error(`The command "${command.name}" ${what}.`)
  if (!/^[a-z][a-z0-9-]*( [a-z][a-z0-9-]*)?$/.test(command.name)) throw fault('is not called "noun verb"')
  const params = Object.entries(command.params)
  if (params.filter(([, param]) => param.target).length > 1)
    throw fault('has two targets; only one can go without a key')
  for (const [key, param] of params) {
    if (!/^[a-z][a-z0-9-]*$/i.test(key)) throw fault(`has a parameter "${key}", which nobody could type before a colon`)
    if (param.type === 'choice' && !param.choices?.length) throw fault(`gives no choices for "${key}"`)
    if (param.type !== 'record') continue
    if (!param.record || !catalog.kinds.has(param.record))
      throw fault(`wants a ${param.record ?? 'record'} for "${key}", but kinds/ does not declare it`)
  }
}
