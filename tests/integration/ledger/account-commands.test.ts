import { beforeAll, expect, it } from 'vitest'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import type { Scope } from '../../../src/db/scope.js'
import { openBooks } from '../../../src/domain/ledger/open-books.js'
import { sealAll } from '../../../src/domain/ledger/seal-entries.js'
import { foundTestCompany, testDatabase } from '../commands/company.js'

const company = await foundTestCompany(await testDatabase(), await loadCatalog())
const { db, ask, hire, workspaceId } = company
const setup: Scope = { workspaceId, actorId: null, via: 'setup' }
let controller = ''
let support = ''

beforeAll(async () => {
  controller = await hire('Cora', 'controller')
  support = await hire('Sam', 'support')
  await inWorkspace(db, setup, (tx) => openBooks(tx, 'DE', [2026, 2027]))
  await post('journal new "Desk" date:2026-10-05 debit:6310 credit:1800 amount:200')
  await sealAll(db, setup)
  await post('journal new "Desk" date:2026-11-05 debit:6310 credit:1800 amount:250.50')
})

async function post(text: string): Promise<void> {
  const preview = await ask(controller, text)
  const posted = await ask(controller, { action: preview.confirm ?? '' })
  expect(posted, posted.reply.headline).toMatchObject({ ok: true })
}

it('shows balance, movements by month sealed or not, and the newest entries, by code or by name', async () => {
  const byCode = await ask(controller, 'account show 6310')
  expect(byCode.reply.data).toMatchObject({ account: '6310', kind: 'expense', balance: '450.50', currency: 'EUR' })
  const { months } = byCode.reply.data as { months: { month: string; movement: string }[] }
  expect(months).toHaveLength(12)
  expect(months.slice(-2)).toEqual([
    { month: '2026-10', movement: '200.00' },
    { month: '2026-11', movement: '250.50' },
  ])
  expect(byCode.reply.sections?.[0]?.table?.rows).toHaveLength(2)
  const { name } = byCode.reply.data as { name: string }
  expect((await ask(controller, `account show "${name.toUpperCase()}"`)).reply.data).toEqual(byCode.reply.data)
})

it('says what is meant where words fit several accounts or none', async () => {
  expect((await ask(controller, 'account show 6')).reply.headline).toMatch(
    /accounts begin with "6": 6\d+ .*Give the code/,
  )
  expect((await ask(controller, 'account show Acme')).reply.headline).toMatch(/no account "Acme".*company show Acme/)
})

it('adds an account, renames it, and takes each back', async () => {
  const made = await ask(controller, 'account new 6312 name:"Coworking" kind:expense')
  expect(made, made.reply.headline).toMatchObject({ ok: true })
  expect((await ask(controller, 'account new 6312 name:Other kind:asset')).reply.headline).toMatch(/6312 is Coworking/)
  const renamed = await ask(controller, 'account set 6312 name:"Desks"')
  expect(renamed.reply.changes).toEqual([{ label: 'Name', before: 'Coworking', after: 'Desks' }])
  await ask(controller, 'undo')
  expect((await ask(controller, 'account show 6312')).reply.data).toMatchObject({ name: 'Coworking', active: true })
})

it('keeps in use what Daybook posts to, and what has a balance', async () => {
  expect((await ask(controller, 'account set 1800 active:no')).reply.headline).toMatch(
    /posts to 1800 by itself \(bank\)/,
  )
  await ask(controller, 'account new 6313 name:"Plants" kind:expense')
  await post('journal new "Ficus" date:2026-11-06 debit:6313 credit:1800 amount:30')
  expect((await ask(controller, 'account set 6313 active:no')).reply.headline).toMatch(/6313 has a balance/)
  await post('journal new "Ficus given back" date:2026-11-07 debit:1800 credit:6313 amount:30')
  expect(await ask(controller, 'account set 6313 active:no')).toMatchObject({ ok: true })
  const entry = await ask(controller, 'journal new "Late" date:2026-11-08 debit:6313 credit:1800 amount:1')
  expect(entry.reply.headline).toMatch(/6313 is no longer in use/)
})

it('is for those who may change the chart', async () => {
  expect(await ask(support, 'account new 6399 name:X kind:expense')).toMatchObject({ ok: false })
})
