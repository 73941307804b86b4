import { dispatch } from '../src/bots/commands/dispatch.js'
import { loadCatalog } from '../src/bots/commands/registry.js'
import type { Deps } from '../src/bots/commands/request.js'
import type { Database } from '../src/db/database.js'
import type { Scope } from '../src/db/scope.js'
import { readWorkspace } from '../src/db/sql-workspace.js'
import { loadDemo } from '../src/demo/load-demo.js'
import { listStaff } from '../src/domain/people/staff-store.js'
import { type Bench, median, quantile, rounded, timed } from './harness.js'

const ROUNDS = 40

/** Each with who gives it; `deal move` goes back and forth. */
const COMMANDS: readonly { who: string; text: (round: number, deal: string) => string }[] = [
  { who: 'priya', text: () => 'help' },
  { who: 'priya', text: () => 'deal list' },
  { who: 'priya', text: (_, deal) => `deal show ${deal}` },
  { who: 'priya', text: (round, deal) => `deal move ${deal} to:${round % 2 === 0 ? 'negotiation' : 'proposal'}` },
  { who: 'priya', text: () => 'company list' },
  { who: 'priya', text: () => 'search renewal' },
  { who: 'daniel', text: () => 'invoice list overdue' },
  { who: 'daniel', text: () => 'close mine' },
  { who: 'helen', text: () => 'report trial-balance' },
  { who: 'tom', text: () => 'report pipeline' },
]

/** From words to the finished reply, one at a time, on the demo company – against one empty read of its database. */
export const commands: Bench = {
  name: 'commands',
  run: async (stage) => {
    const { db } = await stage.openDatabase()
    const { workspaceId } = await loadDemo(db, { closeChannel: 'C0FINANCE0' })
    const scope: Scope = { workspaceId, actorId: null, via: 'setup' }
    const deps: Deps = { db, catalog: await loadCatalog() }
    const staff = await readWorkspace(db, scope, listStaff)
    const idOf = (key: string) => staff.find((each) => each.email.startsWith(`${key}@`))?.id ?? ''
    const deal = await openDealOf(db, scope, idOf('priya'))
    const floor: number[] = []
    const times = COMMANDS.map((): number[] => [])
    for (let round = 0; round < ROUNDS; round += 1) {
      floor.push(await timed(() => readWorkspace(db, scope, ({ sql }) => sql`select 1`)))
      for (const [n, { who, text }] of COMMANDS.entries()) {
        const words = text(round, deal)
        times[n]?.push(await timed(() => answered(deps, workspaceId, idOf(who), words)))
      }
    }
    const base = median(floor)
    const finding = (what: string, values: readonly number[]) => ({
      what,
      unit: 'ms',
      figures: { p50: rounded(median(values)), p95: rounded(quantile(values, 0.95)) },
      ratio: rounded(median(values) / base),
    })
    return [
      { ...finding('an empty read inside the wall', floor), goal: 'what the ratios of commands are against' },
      ...COMMANDS.map(({ text }, n) => finding(text(0, 'DEAL'), times[n] ?? [])),
    ]
  },
}

async function answered(deps: Deps, workspaceId: string, staffId: string, text: string): Promise<void> {
  const answer = await dispatch(deps, { who: { workspaceId, staffId, via: 'terminal' }, input: { text } })
  if (!answer.ok) throw new Error(`"${text}" was answered with: ${answer.reply.headline}`)
}

async function openDealOf(db: Database, scope: Scope, ownerId: string): Promise<string> {
  const [deal] = await readWorkspace(
    db,
    scope,
    ({ sql }) => sql<{ ref: string }[]>`
      select d.ref from deal d join stage s on s.workspace_id = d.workspace_id and s.id = d.stage_id
      where d.workspace_id = ${scope.workspaceId} and d.owner_id = ${ownerId} and d.closed_on is null
        and s.name <> 'Negotiation' order by d.ref limit 1`,
  )
  if (!deal) throw new Error('The demo has no open deal of this owner that could be moved on.')
  return deal.ref
}
