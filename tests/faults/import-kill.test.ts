import { spawn } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'
import { childScript } from '../support/child-script.js'
import { type ImportDesk, importDesk } from '../support/import-desk.js'
import { randomKiller } from '../support/killed-amid.js'

const create = ['accounts', 'companies']
const range = (count: number) => Array.from({ length: count }, (_, at) => at + 1)
const files = {
  journal: `Entry,Date,Account,Amount\n${range(300)
    .map((n) => `${n},2026-03-01,expenses:x,${n}.00\n${n},2026-03-01,assets:y,-${n}.00`)
    .join('\n')}\n`,
  invoices: `Number,Customer,Date,Due,Total,Open\n${range(120)
    .map((n) => `R${n},Customer ${n % 7},2026-03-01,2026-04-01,${n}.00,${n}.00`)
    .join('\n')}\n`,
  payments: `Date,Customer,Invoice,Amount\n${range(120)
    .map((n) => `2026-04-0${1 + (n % 9)},Customer ${n % 7},R${n},1.00`)
    .join('\n')}\n`,
  contacts: `Name,Email,Company\n${range(120)
    .map((n) => `Ada ${n},ada${n}@firm${n % 7}.example,Customer ${n % 9}`)
    .join('\n')}\n`,
}
const rows = { journal: 600, invoices: 120, payments: 120, contacts: 120 }

type Kind = keyof typeof files
const KINDS = ['journal', 'invoices', 'payments', 'contacts'] as const
/** Of each kind. */
const KILLS = 5
const killer = randomKiller()

it(`an import killed at ${KINDS.length * KILLS} random points comes, repeated, to what an undisturbed one comes to`, {
  timeout: 600_000,
}, async () => {
  const [killed, whole] = [await importDesk(), await importDesk()]
  for (const kind of KINDS) {
    for (let kill = 0; kill < KILLS; kill += 1) await takeAndKill(killed, kind)
    const again = await killed.take(kind, files[kind], { create })
    expect(again.unchanged, `seed ${killer.seed}`).toBeGreaterThan(0)
    expect(again.created + again.unchanged, `seed ${killer.seed}`).toBe(rows[kind])
    expect(await whole.take(kind, files[kind], { create })).toMatchObject({ created: rows[kind] })
    expect(await killed.balances(), `seed ${killer.seed}`).toEqual(await whole.balances())
  }
  expect(await killed.faults(), `seed ${killer.seed}`).toEqual([])
})

/** Lets a process take the file in, and kills it at one of its first ten chunks. */
async function takeAndKill({ books, database }: ImportDesk, kind: Kind): Promise<void> {
  const script = await childScript(path.join(import.meta.dirname, 'import-child.ts'))
  const urls = [database.url('daybook_app'), database.url('daybook_reader')]
  const args = [...script, ...urls, books.scope.workspaceId, kind, files[kind]]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await killer.kill(child, 10, 15)
}
