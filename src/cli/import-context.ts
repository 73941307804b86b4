import type { Scope } from '../db/scope.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { getWorkspace } from '../domain/people/workspace-store.js'
import type { ImportContext } from '../imports/define-import.js'
import type { Preset } from '../imports/define-preset.js'
import { loadPresets } from '../imports/registry.js'
import type { Store } from '../open-store.js'
import { chosenAsker, chosenWorkspace } from './company.js'
import { textOption, UsageError, type VerbInput } from './define-verb.js'

/** The company that a file is taken into, and what it says of itself. */
export async function importContext(
  { db }: Pick<Store, 'db'>,
  input: VerbInput,
  { create, preset }: { create: ReadonlySet<string>; preset?: Preset | undefined },
): Promise<{ scope: Scope; context: ImportContext }> {
  const workspaceId = await chosenWorkspace({ db }, input)
  const as = textOption(input, 'as')
  const actorId = as === undefined ? null : (await chosenAsker({ db }, workspaceId, as)).id
  const scope = { workspaceId, actorId, via: 'import' as const }
  const { baseCurrency, country, settings } = await readWorkspace(db, scope, getWorkspace)
  const cutover = typeof settings['cutover'] === 'string' ? settings['cutover'] : null
  return { scope, context: { baseCurrency, country, create, cutover, source: preset?.name ?? 'file' } }
}

/** The preset that the line names, if it names one. */
export async function chosenPreset(input: VerbInput): Promise<Preset | undefined> {
  const wanted = textOption(input, 'preset')
  if (wanted === undefined) return undefined
  const presets = await loadPresets()
  const preset = presets.find(({ name }) => name === wanted)
  if (!preset)
    throw new UsageError(`--preset is one of ${presets.map(({ name }) => name).join(', ')}, not “${wanted}”.`)
  return preset
}
