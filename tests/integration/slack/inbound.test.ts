import { expect, it } from 'vitest'
import { inboundBooks } from '../../../src/bots/slack/inbound.js'
import { readWorkspace } from '../../../src/db/sql-workspace.js'
import { openSalesDesk } from '../crm/sales-desk.js'

const desk = await openSalesDesk()
const { db } = desk.deps
const book = inboundBooks(db)(desk.scope.workspaceId)
const SENT = 60

const received = () =>
  readWorkspace(
    db,
    desk.scope,
    ({ sql, scope }) => sql<{ user: string | null; commit: string; handled: boolean }[]>`
      select payload ->> 'user_id' as user, xmin::text as commit, handled_at is not null as handled
        from inbound_event where workspace_id = ${scope.workspaceId} and source = 'slack'`,
  )

it('records a crowd of deliveries in few commits, each once however often it is repeated, and notes which were answered', async () => {
  const commands = Array.from({ length: SENT }, (_, n) => ({ trigger_id: `T${n}`, user_id: `U${n % 7}`, token: 'x' }))
  const all = await Promise.all([...commands, ...commands].map((command) => book.record(command)))
  expect(all.filter(({ isNew }) => isNew)).toHaveLength(SENT)
  expect(all.map(({ sender }) => sender.userId)).toEqual([...commands, ...commands].map(({ user_id }) => user_id))
  const rows = await received()
  expect(rows).toHaveLength(SENT)
  expect(new Set(rows.map(({ commit }) => commit)).size).toBeLessThan(10)
  const fresh = all.filter(({ isNew }) => isNew)
  await Promise.all(fresh.slice(1).map((inbound) => book.noteHandled(inbound)))
  const after = await received()
  expect(after.filter(({ handled }) => handled)).toHaveLength(SENT - 1)
  expect(after.filter(({ user }) => user !== null)).toHaveLength(1) // words of what was answered are not kept
})
