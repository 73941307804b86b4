import { gapsIn, type SumBetween } from '../../../domain/banking/chain.js'
import { sumByDay } from '../../../domain/banking/line-list-store.js'
import { listStatements, type StatementRow } from '../../../domain/banking/statement-store.js'
import { counted } from '../../../lib/counted.js'
import { money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import type { Cell, Table } from '../reply.js'

const SHOWN = 30
/** Statements that gaps are looked for in: two years of daily ones. */
const LOOKED_AT = 750

export default defineCommand({
  name: 'bank list',
  summary: 'Statements that were imported: whether each foots, and whether they follow on one another',
  example: 'bank list',
  params: { account: optional('record', 'Bank account', { record: 'bank-account', target: true }) },
  needs: 'bank.read',
  aliases: ['bank statements'],
  risk: 'read',
  run: async ({ read }, { account }) => {
    const { statements, gaps } = await read(async (lane) => {
      const statements = await listStatements(lane, account ? { bankAccountId: account.id } : {}, LOOKED_AT)
      const days = await sumByDay(lane, account ? { bankAccountId: account.id } : {})
      return { statements, gaps: gapsOf(statements, days) }
    })
    const unfooted = statements.filter(({ footing }) => footing === 'unfooted').length
    const wrong = [
      ...(unfooted > 0 ? [`${unfooted} ${unfooted === 1 ? 'does' : 'do'} not foot`] : []),
      ...(gaps.length > 0 ? [counted(gaps.length, 'gap')] : []),
    ]
    return {
      headline: headlineOf(statements.length, wrong),
      table: statementTable(statements),
      ...(gaps.length > 0 ? { sections: [{ title: 'Gaps', lines: gaps }] } : {}),
      data: { statements: statements.map(statementData), gaps },
    }
  },
})

const headlineOf = (count: number, wrong: readonly string[]): string =>
  count === 0
    ? 'No statement has come in yet: `bank import` takes one in'
    : `${counted(count, 'statement')}${wrong.length > 0 ? `: ${wrong.join(', ')}` : ''}`

function gapsOf(
  statements: readonly StatementRow[],
  days: readonly { bankAccountId: string; date: string; minor: bigint }[],
): string[] {
  const accounts = new Map(statements.map(({ bankAccountId, currency }) => [bankAccountId, currency]))
  return [...accounts].flatMap(([id, currency]) => {
    const own = days.filter(({ bankAccountId }) => bankAccountId === id)
    const sumBetween: SumBetween = (after, to) =>
      own.reduce((sum, { date, minor }) => (date > after && date <= to ? sum + minor : sum), 0n)
    const links = statements.filter(({ bankAccountId }) => bankAccountId === id)
    return gapsIn(links, currency, sumBetween).map(({ said }) => said)
  })
}

const balance = (minor: bigint | null, currency: string): Cell =>
  minor === null ? null : { money: money(minor, currency) }

const statementTable = (statements: readonly StatementRow[]): Table => ({
  columns: [
    { key: 'statement', label: 'Statement', type: 'text' },
    { key: 'account', label: 'Account', type: 'text' },
    { key: 'from', label: 'From', type: 'date' },
    { key: 'to', label: 'To', type: 'date' },
    { key: 'opening', label: 'Opens', type: 'money' },
    { key: 'closing', label: 'Closes', type: 'money' },
    { key: 'lines', label: 'Lines', type: 'text' },
    { key: 'footing', label: 'Foots', type: 'text' },
  ],
  rows: statements.slice(0, SHOWN).map((each) => ({
    statement: each.ref,
    account: each.bankAccount,
    from: { date: each.from },
    to: { date: each.to },
    opening: balance(each.openingMinor, each.currency),
    closing: balance(each.closingMinor, each.currency),
    lines: each.newLines === each.lineCount ? String(each.lineCount) : `${each.lineCount}, ${each.newLines} new`,
    footing: footingText(each),
  })),
  ...(statements.length > SHOWN ? { more: statements.length - SHOWN } : {}),
})

export const footingText = ({ footing, note }: Pick<StatementRow, 'footing' | 'note'>): string =>
  footing === 'footed' ? 'yes' : footing === 'unknown' ? 'no balances to tell' : `NO: ${note ?? ''}`

const statementData = (each: StatementRow) => ({
  statement: each.ref,
  account: each.bankAccount,
  format: each.format,
  file: each.fileName,
  number: each.number,
  from: each.from,
  to: each.to,
  currency: each.currency,
  opening: each.openingMinor === null ? null : toDecimal(money(each.openingMinor, each.currency)),
  closing: each.closingMinor === null ? null : toDecimal(money(each.closingMinor, each.currency)),
  lines: each.lineCount,
  newLines: each.newLines,
  footing: each.footing,
  difference: toDecimal(money(each.differenceMinor, each.currency)),
  note: each.note,
})
