import { readStatements } from '../../../documents/statements/read-statements.js'
import { getBankAccount } from '../../../domain/banking/bank-account-store.js'
import { type CsvWords, keptCsvWords, saveCsvWords } from '../../../domain/banking/csv-words-store.js'
import { type ImportedStatement, importStatements } from '../../../domain/banking/import-statements.js'
import type { StatementFile } from '../../../domain/banking/statement.js'
import { counted } from '../../../lib/counted.js'
import { shortDays } from '../../../lib/dates.js'
import { invalid } from '../../../lib/errors.js'
import { hashOf } from '../../../lib/hash-of.js'
import { spacedIban } from '../../../lib/iban.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { type Done, defineCommand } from '../define-command.js'
import { openFile } from '../files.js'
import { optional } from '../params.js'
import type { Section } from '../reply.js'
import { readMapping } from './read-mapping.js'

export default defineCommand({
  name: 'bank import',
  summary: 'Take in a statement of the bank: CAMT.053, MT940, OFX or CSV; what came before is not doubled',
  example: 'bank import statement.xml',
  params: {
    file: optional('text', 'File', {
      target: true,
      hint: 'A path in the terminal; in Slack attach it to a direct message',
    }),
    account: optional('record', 'Bank account', { record: 'bank-account', hint: 'Where the file does not say it' }),
    map: optional('text', 'Columns of a CSV', {
      hint: 'date=Buchungstag,amount=Betrag,text=Verwendungszweck; said once, it is kept',
    }),
    decimal: optional('choice', 'Decimal sign of a CSV', { choices: [',', '.'] }),
    dates: optional('text', 'Dates of a CSV', { hint: 'DD.MM.YYYY or MM/DD/YYYY' }),
  },
  needs: 'bank.write',
  risk: 'reversible',
  run: async ({ files, workspace }, { file: named, account, map, decimal, dates }, tx) => {
    const { name, bytes } = await openFile(files, named)
    const currency = account ? (await getBankAccount(tx, account.id)).currency : workspace.baseCurrency
    const kept = await keptCsvWords(tx, account?.id)
    const told = Object.fromEntries(Object.entries({ map, decimal, dates }).filter(([, word]) => word !== undefined))
    const words: CsvWords = { ...kept, ...told }
    const file = readStatements(bytes, { csv: readMapping(words), currency })
    if (!file.ok)
      throw invalid([`${name} can't be taken in. ${file.problem}.`, asLast(kept)].filter(Boolean).join(' '), { name })
    if (file.value.statements.length === 0)
      throw invalid(`${name} can't be taken in. ${refusals(file.value).join(' ')}`)
    const imported = await importStatements(tx, {
      file: file.value,
      fileName: name,
      fileHash: hashOf(bytes),
      ...(account ? { bankAccountId: account.id } : {}),
    })
    const [first] = imported
    if (file.value.format === 'csv' && first && Object.keys(told).length > 0)
      await saveCsvWords(tx, first.bankAccount.id, words)
    const reply = answer(name, file.value, imported)
    const said = file.value.format === 'csv' && Object.keys(told).length === 0 ? asLast(kept) : null
    return said === null ? reply : { ...reply, notes: [...(reply.notes ?? []), said] }
  },
})

/** What was said of an earlier file, by which this one is read as well; it may be what doesn't fit. */
const asLast = (kept: CsvWords): string | null => {
  const said = Object.entries(kept).map(([key, word]) => `${key}:"${word}"`)
  return said.length === 0 ? null : `It was read as the last one: ${said.join(' ')}. Say it anew where that changed.`
}

const refusals = ({ refused }: StatementFile): string[] => refused.map(({ where, reason }) => `${where}: ${reason}.`)

function answer(name: string, file: StatementFile, imported: readonly ImportedStatement[]): Done {
  const added = imported.reduce((sum, each) => sum + each.added, 0)
  const lines = imported.reduce((sum, each) => sum + each.statement.lines.length, 0)
  const fresh = imported.filter(({ again }) => !again)
  const known = lines - added
  const first = fresh[0]
  return {
    headline:
      fresh.length === 0
        ? `${name} was taken in before: nothing is new in it`
        : `${name}: ${counted(added, 'new line')}${known > 0 ? `, ${known} known already` : ''}`,
    sections: imported.map(section),
    ...(file.refused.length > 0 ? { notes: refusals(file).map((each) => `Left out: ${each}`) } : {}),
    actions: [{ label: 'Lines to match', do: { command: 'bank lines', args: {} }, typed: 'bank lines' }],
    ...(first && fresh.length === 1
      ? {
          undo: {
            command: 'bank withdraw',
            args: { statement: first.ref },
            versions: { [`bank_statement:${first.id}`]: 1 },
          },
        }
      : {}),
    data: { file: name, format: file.format, lines, added, statements: imported.map(data), refused: file.refused },
  }
}

function section(each: ImportedStatement): Section {
  const { statement, bankAccount } = each
  const number = bankAccount.number ? ` (${spacedIban(bankAccount.number)})` : ''
  const foots = each.footing === 'unfooted' ? '*It does not foot* and is not matched by itself.' : ''
  return {
    title: `${each.ref} ${bankAccount.name}${number}, ${shortDays(statement.from, statement.to)}`,
    lines: [
      each.again
        ? 'Taken in before; nothing was done.'
        : `${each.added} of ${counted(statement.lines.length, 'line')} ${each.added === 1 ? 'is' : 'are'} new.`,
      balancesText(statement, bankAccount.currency),
      ...[foots, each.note ?? ''].filter(Boolean),
    ],
  }
}

/** A CSV seldom has balances, and some formats have only the last. */
function balancesText({ openingMinor, closingMinor }: ImportedStatement['statement'], currency: string): string {
  const said = (verb: string, minor: bigint | null) =>
    minor === null ? [] : [`${verb} ${formatMoney(money(minor, currency))}`]
  const parts = [...said('opens with', openingMinor), ...said('closes with', closingMinor)]
  return parts.length === 0 ? 'It says no balances.' : `It ${parts.join(' and ')}.`
}

const data = ({ ref, bankAccount, statement, footing, differenceMinor, note, added, again }: ImportedStatement) => ({
  statement: ref,
  account: bankAccount.name,
  from: statement.from,
  to: statement.to,
  lines: statement.lines.length,
  added,
  again,
  footing,
  difference: toDecimal(money(differenceMinor, bankAccount.currency)),
  note,
})
