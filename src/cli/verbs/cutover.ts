import { inWorkspace } from '../../db/in-workspace.js'
import { isoDate } from '../../documents/statements/iso-date.js'
import { type Cutover, cutOver, cutOverAsImported } from '../../domain/ledger/cut-over.js'
import { saveSettings } from '../../domain/people/workspace-store.js'
import { readFile } from '../../imports/read-file.js'
import { oldBalances, trialBalance } from '../../imports/trial-balance-file.js'
import { AppError } from '../../lib/errors.js'
import { formatMoney, toDecimal } from '../../lib/money.js'
import { withStore } from '../company.js'
import { defineVerb, UsageError, type VerbInput } from '../define-verb.js'
import { chosenPreset, importContext } from '../import-context.js'
import { IMPORT_OPTIONS, readImportOptions } from '../import-options.js'
import { openPath } from '../path-files.js'

export default defineVerb({
  name: 'cutover',
  takes: 'DATE [FILE] [FIELD=COLUMN …]',
  summary:
    'Take over the opening balances at the end of a day from the old trial balance, and show both side by side; without it, what was imported as it is',
  options: IMPORT_OPTIONS,
  run: async (input) => {
    const [day = '', path, ...pairs] = input.words
    const date = isoDate(day)
    if (date === null)
      throw new UsageError(
        'daybook cutover needs a day, and the old trial balance where there is one: daybook cutover 2026-10-31 balances.csv',
      )
    const { create, dryRun, ...told } = readImportOptions(input, pairs)
    const preset = await chosenPreset(input)
    return withStore(input, async ({ db }) => {
      const file = path === undefined ? null : await openPath(path)
      const records = file && readFile(trialBalance, { ...file, ...told, preset })
      const { scope, context } = await importContext({ db }, input, { create, preset })
      // What is wrong is shown as it would be, and taken back.
      const taken = new AppError('refused', 'Taken back')
      let cutover: Cutover | undefined
      await inWorkspace(db, scope, async (tx) => {
        cutover = records
          ? await cutOver(tx, date, await oldBalances(tx, records, context))
          : await cutOverAsImported(tx, date)
        if (dryRun || cutover.differs.length > 0) throw taken
        await saveSettings(tx, { cutover: date })
      }).catch((thrown: unknown) => {
        if (thrown !== taken) throw thrown
      })
      if (!cutover) throw new Error('The cutover came to no result')
      return answer(input, cutover, { dryRun, compared: records !== null })
    })
  },
})

function answer(
  { terminal }: VerbInput,
  { date, on, rows, posted, differs }: Cutover,
  { dryRun, compared }: { dryRun: boolean; compared: boolean },
): number {
  const [first] = rows
  const total = rows.reduce(
    (sum, { difference }) => sum + (difference.minor < 0n ? -difference.minor : difference.minor),
    0n,
  )
  const difference = first ? toDecimal({ minor: total, currency: first.old.currency }) : '0.00'
  const said = rows.map(({ code, name, ...each }) => ({
    code,
    name,
    old: compared ? toDecimal(each.old) : null,
    ours: toDecimal(each.ours),
    difference: toDecimal(each.difference),
  }))
  if (terminal.json) terminal.out(JSON.stringify({ ok: differs.length === 0, date, posted, difference, rows: said }))
  else {
    terminal.out(`${'Account'.padEnd(40)} ${'old'.padStart(16)} ${'here'.padStart(16)} ${'difference'.padStart(14)}`)
    for (const { code, name, ...each } of said)
      terminal.out(
        `${`${code} ${name}`.slice(0, 40).padEnd(40)} ${(each.old ?? '').padStart(16)} ${each.ours.padStart(16)} ${each.difference.padStart(14)}`,
      )
    terminal.out(
      `Difference ${difference}${dryRun ? ' (nothing was done: --dry-run)' : posted > 0 && differs.length === 0 ? `, ${posted} accounts posted${on === date ? '' : ` on ${on}, the first day of the books`}` : ', nothing posted'}`,
    )
  }
  if (differs.length === 0) return 0
  const named = differs.map(({ code, name, difference: by }) => `${code} ${name} by ${formatMoney(by)}`).join(', ')
  if (!compared) {
    terminal.err(
      `daybook: nothing was done, for what was imported is not all of the old books: ${named} has no other half. Import the rest, or give their trial balance: daybook cutover ${date} balances.csv`,
    )
    return 1
  }
  terminal.err(
    `daybook: nothing was posted, for these differ: ${named}. Receivables and payables come from open documents: import those that are missing, then repeat this.`,
  )
  return 1
}
