import { beforeAll, expect, it } from 'vitest'
import { testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'

const books = await testBooks()
const { hire, say, confirm, data, done, click } = commandDesk(books)

beforeAll(async () => {
  await hire('Fay', 'finance')
  await hire('Cora', 'controller')
  await hire('Ada', 'admin')
  await books.customer('Acme')
})

const state = async (approval: string) => (await data('Cora', `approval show ${approval}`))['state']

it('a bill that changes after it was asked for needs a new approval: by set, by another line, under a preview that somebody reads', async () => {
  const { bill, approval } = await data('Fay', 'bill new Goods supplier:Acme amount:100 account:6837 tax:O')
  const shown = await say('Cora', `approval approve ${approval}`)
  const { approval: second } = await data('Fay', `bill set ${bill} due:2026-12-31`)
  expect(second).not.toBe(approval)
  expect((await click('Cora', shown.confirm ?? '')).ok).toBe(false)
  expect((await say('Cora', `approval approve ${approval}`)).reply.headline).toMatch(/is void/)
  const { approval: third } = await data('Fay', `bill line ${bill} what:"More goods" amount:1 account:6837 tax:O`)
  expect([await state(approval ?? ''), await state(second ?? '')]).toEqual(['void', 'void'])
  expect((await confirm('Cora', `approval approve ${third}`)).ok).toBe(true)
  expect(await data('Fay', `bill show ${bill}`)).toMatchObject({ status: 'posted', total: '101.00' })
})

it('an entry by hand is posted as it was asked for: what was asked can’t be changed, by raw SQL either', async () => {
  await say('Ada', 'journal limit amount:10')
  const { approval } = await done('Fay', 'journal new Rent lines:"6310 500; 1800"')
  const tamper = books.change(
    (tx) => tx.prisma.$executeRaw`
      update approval set proposal = jsonb_set(proposal, '{postings,0,minor}', '"5"') where ref = ${approval}`,
  )
  await expect(tamper).rejects.toThrow()
  await confirm('Cora', `approval approve ${approval}`)
  const rows = await books.read(
    ({ sql, scope }) => sql`
      select a.code, p.amount_minor::text as minor from posting p join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
      join journal_entry e on e.workspace_id = p.workspace_id and e.id = p.entry_id
      where p.workspace_id = ${scope.workspaceId} and e.memo = 'Rent' order by a.code`,
  )
  expect(rows).toEqual([
    { code: '1800', minor: '-50000' },
    { code: '6310', minor: '50000' },
  ])
})
