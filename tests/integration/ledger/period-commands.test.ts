import { beforeAll, expect, it } from 'vitest'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import type { Answer } from '../../../src/bots/commands/request.js'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import type { Scope } from '../../../src/db/scope.js'
import { readWorkspace } from '../../../src/db/sql-workspace.js'
import { endReopenings } from '../../../src/domain/ledger/end-reopenings.js'
import { openBooks } from '../../../src/domain/ledger/open-books.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { sealAll } from '../../../src/domain/ledger/seal-entries.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { entry } from '../../support/books.js'
import { foundTestCompany, testDatabase } from '../commands/company.js'

const company = await foundTestCompany(await testDatabase(), await loadCatalog())
const { db, clock, ask, hire, workspaceId } = company
const setup: Scope = { workspaceId, actorId: null, via: 'setup' }
let finance = ''
let controller = ''
let second = ''

beforeAll(async () => {
  finance = await hire('Fay', 'finance')
  controller = await hire('Cora', 'controller')
  second = await hire('Cem', 'controller')
  await inWorkspace(db, setup, (tx) => openBooks(tx, 'DE', [2026]))
})

async function confirm(staffId: string, text: string): Promise<Answer> {
  const preview = await ask(staffId, text)
  expect(preview, preview.reply.headline).toMatchObject({ ok: true, confirm: expect.any(String) as unknown })
  return ask(staffId, { action: preview.confirm ?? '' })
}

const post = (actorId: string, source: string, memo = 'Fee', date = '2026-10-15') =>
  inWorkspace(db, { ...setup, actorId }, async (tx) =>
    postEntries(tx, [await entry(tx, date, memo, { '6310': '9.00', '1800': '-9.00' }, { source })]),
  )

it('a period is locked for an area and open for the others; who may pass locks still posts', async () => {
  expect((await ask(finance, 'period lock 2026-10 areas:banking')).ok).toBe(false)
  const locked = await confirm(controller, 'period lock 2026-10 areas:banking')
  expect(locked.reply.headline).toBe('2026-10 is locked for banking')
  await expect(post(finance, 'payment')).rejects.toThrow(
    '2026-10-15 lies in period 2026-10, which is locked for banking. The next open date is 2026-11-01; or ask a controller',
  )
  await post(finance, 'manual')
  await post(controller, 'payment')
  const unlocked = await ask(controller, 'period unlock 2026-10')
  expect(unlocked.reply.changes).toEqual([{ label: 'Locked for', before: 'banking', after: '–' }])
  await post(finance, 'payment')
  expect((await ask(controller, 'undo')).ok).toBe(true)
})

it('the reversal of an entry belongs to the area of what it reverses', async () => {
  await confirm(controller, 'period lock 2026-09 areas:sales')
  const [sale] = await post(finance, 'invoice', 'Sale', '2026-10-15')
  const reverse = (actorId: string) =>
    inWorkspace(db, { ...setup, actorId }, async (tx) =>
      postEntries(tx, [
        await entry(
          tx,
          '2026-09-15',
          'Back',
          { '6310': '-9.00', '1800': '9.00' },
          { source: 'reversal', reversesId: sale?.entryId ?? '' },
        ),
      ]),
    )
  await expect(reverse(finance)).rejects.toThrow(/locked for sales/)
})

it('a closed period opens again by a second person, for a time, and lists what was posted meanwhile', async () => {
  await confirm(controller, 'period close 2026-08')
  await expect(post(controller, 'manual', 'Late', '2026-08-15')).rejects.toThrow(/which is closed/)
  const asked = await ask(controller, 'period reopen 2026-08 reason:"A bill came late" hours:24')
  const { approval } = asked.reply.data as { approval: string }
  expect((await ask(controller, `approval approve ${approval}`)).reply.headline).toMatch(/somebody else must decide/)
  clock.advance(60_000)
  const approved = await confirm(second, `approval approve ${approval}`)
  expect(approved.reply.text).toMatch(/^It is open until 24 Nov 2026, \d\d:\d\d, and is then/)

  await post(finance, 'manual', 'The late bill', '2026-08-15')
  await sealAll(db, setup)
  const shown = await ask(finance, 'period show 2026-08')
  expect(shown.reply.data).toMatchObject({
    state: 'open',
    reopenings: [
      { approval, reason: 'A bill came late', entries: [{ memo: 'The late bill', amount: '9.00', by: 'Fay' }] },
    ],
  })

  // The hour strikes: nothing goes in any more, before and after the job has closed it.
  clock.advance(24 * 3_600_000)
  await expect(post(finance, 'manual', 'Too late', '2026-08-15')).rejects.toThrow(/which is closed/)
  expect(await inWorkspace(db, setup, endReopenings)).toHaveLength(1)
  await expect(post(finance, 'manual', 'Too late', '2026-08-15')).rejects.toThrow(/which is closed/)
  const again = await ask(finance, 'period show 2026-08')
  expect(again.reply.headline).toBe('2026-08 is closed')
  expect(again.reply.data).toMatchObject({ reopenings: [{ entries: [{ memo: 'The late bill' }] }] })
  expect(await readWorkspace(db, setup, verifyBooks)).toEqual([])
})

it('says what it does not understand', async () => {
  expect((await ask(controller, 'period lock 2026-07 areas:payroll')).reply.headline).toContain(
    'There is: sales, purchases',
  )
  expect((await ask(controller, 'period close 2019-07')).reply.headline).toContain('no period for 2019-07')
  expect((await ask(controller, 'period reopen 2026-07 reason:x')).reply.headline).toBe('2026-07 is open.')
  expect((await ask(controller, 'period close 2026-12 adjusting:yes')).reply.headline).toBe('Close 2026 adjustments?')
})
