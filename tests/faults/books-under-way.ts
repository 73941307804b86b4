import type { Database } from '../../src/db/database.js'
import { inWorkspace, type Tx } from '../../src/db/in-workspace.js'
import type { Scope } from '../../src/db/scope.js'
import { readWorkspace } from '../../src/db/sql-workspace.js'
import runApproval from '../../src/domain/banking/approvals/payment-run.js'
import { makeRun } from '../../src/domain/banking/make-payment-run.js'
import { approve } from '../../src/domain/people/decide-approval.js'
import { readFile } from '../../src/imports/read-file.js'
import { loadKinds } from '../../src/imports/registry.js'
import { runImport } from '../../src/imports/run-import.js'

const range = (count: number) => Array.from({ length: count }, (_, at) => at + 1)
const day = (n: number) => String(1 + (n % 28)).padStart(2, '0')

export const SUPPLIERS = ['Supplier 0', 'Supplier 1', 'Supplier 2'] as const

/** What comes from the earlier system: enough that twenty kills find something to do. */
export const FILES = {
  journal: `Entry,Date,Account,Amount\n${range(150)
    .map((n) => `${n},2026-03-01,expenses:x,${n}.00\n${n},2026-03-01,assets:y,-${n}.00`)
    .join('\n')}\n`,
  invoices: `Number,Customer,Date,Due,Total,Open\n${range(80)
    .map((n) => `R${n},Customer ${n % 7},2026-03-01,2026-04-01,${n}.00,${n}.00`)
    .join('\n')}\n`,
  bills: `Number,Vendor,Date,Due,Total,Open\n${range(28)
    .map((n) => `B${n},Supplier ${n % 3},2026-09-01,2026-10-${day(n)},${n}.00,${n}.00`)
    .join('\n')}\n`,
} as const

export type Part = keyof typeof FILES | 'pay'
export const PARTS: readonly Part[] = ['bills', 'invoices', 'journal', 'pay']

export type World = { db: Database; scope: Scope; asks: string; decides: string }

/** Does a part, or what is left of it; `step` is told after every transaction or two. `order` shuffles the records of a file. */
export async function doPart(world: World, part: Part, order: () => number, step: () => void): Promise<void> {
  if (part !== 'pay') return takeIn(world, part, order, step)
  while (await payNext(world, step)) step()
}

async function takeIn({ db, scope }: World, name: Exclude<Part, 'pay'>, order: () => number, step: () => void) {
  const kind = (await loadKinds()).find((each) => each.name === name)
  if (!kind || 'take' in kind) throw new Error(`There is no kind ${name}`)
  const { records, ...file } = readFile(kind, { name: 'file.csv', bytes: Buffer.from(FILES[name]) })
  const shuffled = records.map((record) => ({ record, at: order() })).toSorted((a, b) => a.at - b.at)
  const report = await runImport(
    {
      db,
      scope: { ...scope, via: 'import' },
      kind: { ...kind, chunk: 10 },
      context: { baseCurrency: 'EUR', country: 'DE', create: new Set(['accounts', 'companies']), cutover: null },
      dryRun: false,
      onProgress: step,
    },
    { ...file, records: shuffled.map(({ record }) => record) },
  )
  if (report.refused.length > 0) throw new Error(JSON.stringify(report.refused[0]))
}

/** A run for the bills that are due first, or the one that waits for its second person; false once nothing is left to pay. */
async function payNext({ db, scope, asks, decides }: World, step: () => void): Promise<boolean> {
  const { waiting, due } = await readWorkspace(db, scope, async ({ sql }) => {
    const [asked] = await sql<{ id: string }[]>`select id from approval where kind = 'payment-run' and state = 'asked'`
    const [next] = await sql<{ due: string | null }[]>`select min(due_date)::text as due from bill where open_minor > 0`
    return { waiting: asked?.id, due: next?.due }
  })
  const as = <T>(actorId: string, work: (tx: Tx) => Promise<T>) => inWorkspace(db, { ...scope, actorId }, work)
  if (!waiting && !due) return false
  if (waiting) await as(decides, (tx) => approve(tx, runApproval, waiting))
  else if (due) await as(asks, (tx) => makeRun(tx, { payOn: '2026-11-20', until: due, record: 'at_once' }))
  step()
  return true
}
