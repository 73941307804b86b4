import { readQuery } from '../../src/bots/commands/ask/read-query.js'
import { tokenize } from '../../src/bots/commands/grammar/tokenize.js'
import { readWorkspace, type SqlPart, type SqlScope } from '../../src/db/sql-workspace.js'
import { answerQuery } from '../../src/domain/ask/answer-query.js'
import { loadRecordSets } from '../../src/domain/ask/catalogue.js'
import { workingCalendar } from '../../src/domain/people/working-days.js'
import { type Finding, median, ratioOf, rounded, timed } from '../harness.js'
import { DAY, type Large } from './large.js'

const ROUNDS = 9
const MANY = 1_000_000
const MOST = 2

/** Each question, the table that it reads, and the statement that somebody who knows the tables would write for it. */
const QUESTIONS: readonly { words: string; table: string; byHand: (read: SqlScope) => SqlPart }[] = [
  {
    words: 'postings group:account sum:base',
    table: 'posting',
    byHand: ({ sql, scope }) => sql`
      select a.name, count(*), sum(p.base_minor) from posting p join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
      where p.workspace_id = ${scope.workspaceId} group by a.id, a.name`,
  },
  {
    words: 'postings where date:2026 group:month sum:base',
    table: 'posting',
    byHand: ({ sql, scope }) => sql`
      select date_trunc('month', p.date), count(*), sum(p.base_minor) from posting p
      where p.workspace_id = ${scope.workspaceId} and p.date between '2026-01-01' and '2026-12-31' group by 1`,
  },
  {
    words: 'deals group:owner sum:amount',
    table: 'deal',
    byHand: ({ sql, scope }) => sql`
      select s.name, d.currency, count(*), sum(d.amount_minor) from deal d join staff s on s.workspace_id = d.workspace_id and s.id = d.owner_id
      where d.workspace_id = ${scope.workspaceId} and d.status <> 'withdrawn' group by s.id, s.name, d.currency`,
  },
]

/** Questions as they are typed, in turns with what they could be at best. */
export async function askedFor({ db, scope, rowsOf }: Large): Promise<Finding[]> {
  const catalogue = await loadRecordSets()
  const sight = { may: () => true, owners: () => 'all' as const }
  const reading = { today: DAY, fiscalYearStart: 1, calendar: () => workingCalendar('GB') }
  const context = {
    catalogue,
    sight,
    workspaceId: scope.workspaceId,
    askerId: scope.workspaceId,
    baseCurrency: 'GBP',
    fiscalYearStart: 1,
    today: DAY,
    now: db.clock.now(),
    timeZone: 'Europe/London',
  }
  const findings: Finding[] = []
  for (const { words, table, byHand } of QUESTIONS) {
    const [name, ...tokens] = tokenize(words, 'ways')
    const set = catalogue.get(name?.text ?? '')
    if (!set) throw new Error(`There is nothing called ${name?.text} to ask about.`)
    const ours: number[] = []
    const theirs: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(
        await timed(() =>
          readWorkspace(db, scope, (read) =>
            answerQuery(
              read,
              context,
              readQuery(set, { command: 'report', tokens }, { catalogue, sight, baseCurrency: 'GBP', reading }),
            ),
          ),
        ),
      )
      theirs.push(await timed(() => readWorkspace(db, scope, async (read) => void (await byHand(read)))))
    }
    const ratio = ratioOf(ours, theirs)
    findings.push({
      what: `report ${words}: ${rowsOf(table)} rows`,
      unit: 'ms',
      figures: { daybook: rounded(median(ours)), 'by hand': rounded(median(theirs)) },
      ratio,
      ...(rowsOf(table) >= MANY ? { goal: `≤ ${MOST} × by hand over a million rows`, met: ratio <= MOST } : {}),
    })
  }
  return findings
}
