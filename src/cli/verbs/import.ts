import { newReference } from '../../bots/commands/session.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { withOwnFields } from '../../imports/crm/own-fields.js'
import { type NotedReport, notedImport } from '../../imports/noted-run.js'
import { readFile } from '../../imports/read-file.js'
import { loadKinds } from '../../imports/registry.js'
import { takeFile } from '../../imports/run-import.js'
import { pokeAfterCommit } from '../../jobs/relay.js'
import { withStore } from '../company.js'
import { defineVerb, textOption, UsageError, type VerbInput } from '../define-verb.js'
import { chosenPreset, importContext } from '../import-context.js'
import { IMPORT_OPTIONS, readImportOptions } from '../import-options.js'
import { openPath } from '../path-files.js'
import { progressLine } from '../progress-line.js'
import { refusedLines } from '../refused-rows.js'

export default defineVerb({
  name: 'import',
  takes: 'KIND FILE [FIELD=COLUMN …]',
  summary: 'Take in a file of an earlier system; the same file twice changes nothing, a refused row stops no other',
  options: {
    ...IMPORT_OPTIONS,
    account: { type: 'string', value: 'NAME', summary: 'of bank: whose statement it is, where the file does not say' },
  },
  run: async (input) => {
    const [kindName, path, ...pairs] = input.words
    const kinds = await loadKinds()
    const names = kinds.map(({ name }) => name).join(', ')
    const kind = kinds.find(({ name }) => name === kindName)
    if (!kind || path === undefined) throw new UsageError(`daybook import needs a KIND and a FILE. Kinds are ${names}.`)
    const preset = await chosenPreset(input)
    const { create, dryRun, ...told } = readImportOptions(input, pairs)
    return withStore(input, async ({ db }) => {
      const { scope, context } = await importContext({ db }, input, { create, preset })
      const file = { ...(await openPath(path)), ...told }
      pokeAfterCommit(db)
      if ('take' in kind) {
        const of = { account: textOption(input, 'account'), baseCurrency: context.baseCurrency }
        return answer(input, await takeFile({ db, scope, kind, dryRun }, { ...file, ...of }), dryRun)
      }
      const records = readFile(await readWorkspace(db, scope, (read) => withOwnFields(read, kind)), { ...file, preset })
      const bar = progressLine(input.terminal, 'import')
      const onProgress = (done: number, total: number) => bar({ folder: kind.name, done, total })
      const run = { db, scope, kind, context, dryRun, onProgress }
      const noted = { filename: path.split('/').at(-1) ?? path, reference: newReference(db.ids.next()) }
      return answer(input, await notedImport(run, noted, records), dryRun)
    })
  },
})

/** 1 where a row was refused, so that a script notices; what could be taken in is. A script reads which rows in the JSON. */
function answer({ terminal }: VerbInput, report: NotedReport, dryRun: boolean): number {
  const { kind, rows, created, updated, unchanged, refused, untaken = [], run } = report
  if (terminal.json) {
    terminal.out(JSON.stringify(report))
    if (refused.length > 0)
      terminal.err(`${refused.length} of ${rows} rows were refused: “refused” says which and why.`)
    return refused.length > 0 ? 1 : 0
  }
  terminal.out(
    `${kind}: ${rows} rows: ${created} created, ${updated} updated, ${unchanged} unchanged, ${refused.length} refused${dryRun ? ' (nothing was done: --dry-run)' : ''}`,
  )
  if (run) terminal.out(`It is ${run}; import undo ${run} takes all of it back.`)
  for (const line of refusedLines(refused)) terminal.err(line)
  if (untaken.length > 0) terminal.err(leftOut(untaken))
  return refused.length > 0 ? 1 : 0
}

/** A column that nobody knows by its name is left, and whoever wants it says what it is. */
function leftOut(columns: readonly string[]): string {
  const named = columns.slice(0, MOST_COLUMNS).map((each) => `“${each}”`)
  const more = columns.length > named.length ? ` and ${columns.length - named.length} more` : ''
  return `Columns that were not taken in: ${named.join(', ')}${more}. --map field=Column says what one is.`
}

const MOST_COLUMNS = 20
