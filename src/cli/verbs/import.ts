import { readWorkspace } from '../../db/sql-workspace.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import type { ImportContext } from '../../imports/define-import.js'
import { readFile } from '../../imports/read-file.js'
import { loadKinds, loadPresets } from '../../imports/registry.js'
import { type ImportReport, runImport } from '../../imports/run-import.js'
import { pokeAfterCommit } from '../../jobs/relay.js'
import { chosenWorkspace, withStore } from '../company.js'
import { defineVerb, textOption, UsageError, type VerbInput } from '../define-verb.js'
import { IMPORT_OPTIONS, readImportOptions } from '../import-options.js'
import { openPath } from '../path-files.js'
import { progressLine } from '../progress-line.js'

/** Refused rows that are named on a terminal; `--json` names all. */
const MOST_NAMED = 50

export default defineVerb({
  name: 'import',
  takes: 'KIND FILE',
  summary: 'Take in a file of an earlier system; the same file twice changes nothing, a refused row stops no other',
  options: IMPORT_OPTIONS,
  run: (input) =>
    withStore(input, async ({ db }) => {
      const [kindName, path, ...pairs] = input.words
      const kinds = await loadKinds()
      const names = kinds.map(({ name }) => name).join(', ')
      const kind = kinds.find(({ name }) => name === kindName)
      if (!kind || path === undefined)
        throw new UsageError(`daybook import needs a KIND and a FILE. Kinds are ${names}.`)
      const preset = await presetOf(input)
      const { create, dryRun, ...told } = readImportOptions(input, pairs)
      const records = readFile(kind, { ...(await openPath(path)), ...told, preset })
      const scope = { workspaceId: await chosenWorkspace({ db }, input), actorId: null, via: 'import' as const }
      const { baseCurrency, country, settings } = await readWorkspace(db, scope, getWorkspace)
      const cutover = typeof settings['cutover'] === 'string' ? settings['cutover'] : null
      const context: ImportContext = { baseCurrency, country, create, cutover }
      pokeAfterCommit(db)
      const bar = progressLine(input.terminal, 'import')
      const onProgress = (done: number, total: number) => bar({ mailbox: '', folder: kind.name, done, total })
      return answer(input, await runImport({ db, scope, kind, context, dryRun, onProgress }, records), dryRun)
    }),
})

async function presetOf(input: VerbInput) {
  const wanted = textOption(input, 'preset')
  if (wanted === undefined) return undefined
  const presets = await loadPresets()
  const preset = presets.find(({ name }) => name === wanted)
  if (!preset)
    throw new UsageError(`--preset is one of ${presets.map(({ name }) => name).join(', ')}, not “${wanted}”.`)
  return preset
}

/** 1 where a row was refused, so that a script notices; what could be taken in is. */
function answer({ terminal }: VerbInput, report: ImportReport, dryRun: boolean): number {
  const { kind, rows, created, updated, unchanged, refused } = report
  if (terminal.json) terminal.out(JSON.stringify(report))
  else
    terminal.out(
      `${kind}: ${rows} rows: ${created} created, ${updated} updated, ${unchanged} unchanged, ${refused.length} refused${dryRun ? ' (nothing was done: --dry-run)' : ''}`,
    )
  for (const { row, field, value, reason } of refused.slice(0, MOST_NAMED))
    terminal.err(`row ${row}${field ? `, ${field}${value === null ? '' : ` “${value}”`}` : ''}: ${reason}`)
  if (refused.length > MOST_NAMED) terminal.err(`… and ${refused.length - MOST_NAMED} more: --json names them all.`)
  return refused.length > 0 ? 1 : 0
}
