import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as after } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openBankAccount } from '../../src/domain/banking/open-bank-account.js'
import { sealAll } from '../../src/domain/ledger/seal-entries.js'
import { addStaff } from '../../src/domain/people/add-staff.js'
import { childScript } from '../support/child-script.js'
import { type ImportDesk, importDesk } from '../support/import-desk.js'
import { doPart, PARTS, SUPPLIERS, type World } from './books-under-way.js'

const KILLS = 20
const script = await childScript(path.join(import.meta.dirname, 'books-child.ts'))

it(`imports and payment runs killed at ${KILLS} random points come, repeated, to what undisturbed ones come to`, {
  timeout: 600_000,
}, async () => {
  const [killed, whole] = [await importDesk(), await importDesk()]
  const [world, undisturbed] = [await worldOf(killed), await worldOf(whole)]
  let kills = 0
  let next = start(killed, world, 0)
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const child = next
    // The one after gets ready meanwhile: most of a child's time is its start.
    if (kill < KILLS) next = start(killed, world, kill)
    kills += (await killSomewhere(child)) ? 1 : 0
  }
  expect(kills).toBeGreaterThan(KILLS / 2)
  for (const part of PARTS) {
    await doPart(world, part, Math.random, () => undefined)
    await doPart(
      undisturbed,
      part,
      () => 0,
      () => undefined,
    )
  }
  for (const { books } of [killed, whole]) await sealAll(books.db, books.scope)
  expect(await killed.faults()).toEqual([])
  expect(await killed.balances()).toEqual(await whole.balances())
  expect(await countsOf(killed)).toEqual(await countsOf(whole))
})

async function worldOf({ books }: ImportDesk): Promise<World> {
  const ids = await Promise.all(SUPPLIERS.map((name) => books.customer(name)))
  const [asks, decides] = await books.change(async (tx) => {
    await openBankAccount(tx, { name: 'Main', number: 'DE02120300000000202051', currency: 'EUR', accountCode: '1800' })
    const payee = { workspaceId: tx.scope.workspaceId, holder: 'Supplier', number: 'DE89370400440532013000' }
    for (const companyId of ids)
      await tx.prisma.payee.create({
        data: { ...payee, id: tx.newId(), source: 'letter', state: 'verified', companyId },
      })
    return [
      await addStaff(tx, { email: 'fay@lindenhof.test', name: 'Fay', roles: ['finance'] }),
      await addStaff(tx, { email: 'cora@lindenhof.test', name: 'Cora', roles: ['controller'] }),
    ]
  })
  return { db: books.db, scope: books.scope, asks, decides }
}

/** Documents and payments, and whether the references and numbers of each have a gap. */
const countsOf = ({ books }: ImportDesk) =>
  books.read(
    ({ sql, scope }) => sql`
      select 'invoice' as kind, count(*)::int as rows, count(distinct number)::int as numbers from invoice where workspace_id = ${scope.workspaceId}
      union all select 'bill paid', count(*)::int, max(substring(ref from '\\d+')::int) from bill
        where workspace_id = ${scope.workspaceId} and status = 'paid' and open_minor = 0
      union all select 'payment', count(*)::int, max(substring(ref from '\\d+')::int) from payment where workspace_id = ${scope.workspaceId}
      union all select 'allocation', count(*)::int, count(distinct bill_id)::int from allocation where workspace_id = ${scope.workspaceId}
      union all select 'entry', count(*)::int, count(distinct idempotency_key)::int from journal_entry where workspace_id = ${scope.workspaceId}
      union all select 'sealed', count(*)::int, max(number)::int from sealed_entry where workspace_id = ${scope.workspaceId}
      order by 1`,
  )

function start({ books, database }: ImportDesk, { asks, decides }: World, kill: number) {
  const urls = [database.url('daybook_app'), database.url('daybook_reader')]
  const args = [...script, ...urls, books.scope.workspaceId, asks, decides, String(kill % PARTS.length)]
  return spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
}

/** After some steps, and then at any moment of the next; false for one that was done before. */
async function killSomewhere(child: ReturnType<typeof start>): Promise<boolean> {
  const closed = once(child, 'close')
  child.stdin.write('go\n')
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  for (let left = randomInt(1, 6); left > 0; left -= 1) await lines.next()
  await after(randomInt(40))
  child.kill('SIGKILL')
  await closed
  return child.signalCode === 'SIGKILL'
}
