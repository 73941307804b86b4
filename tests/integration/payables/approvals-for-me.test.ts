import { beforeAll, expect, it } from 'vitest'
import { testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'

const books = await testBooks()
const { hire, say, data } = commandDesk(books)

beforeAll(async () => {
  await hire('Fay', 'finance')
  await hire('Cora', 'controller')
  await hire('Carl', 'controller')
  await hire('Ann', 'auditor')
  await books.customer('Acme')
})

const waiting = async (who: string, which: string) =>
  (await data<{ approvals: { approval: string }[] }>(who, `approval list ${which}`)).approvals.map(
    ({ approval }) => approval,
  )

it('what waits for somebody is what they may decide: not what they asked for, and nothing of an auditor’s', async () => {
  const { approval } = await data('Cora', 'bill new Goods supplier:Acme amount:100 account:6837 tax:O')
  expect(await waiting('Carl', 'for-me')).toEqual([approval])
  for (const who of ['Cora', 'Ann']) {
    expect(await waiting(who, 'waiting')).toEqual([approval])
    expect(await waiting(who, 'for-me')).toEqual([])
    const shown = await say(who, `approval show ${approval}`)
    expect((shown.reply.actions ?? []).map(({ label }) => label)).not.toContain('Approve')
  }
  expect((await say('Fay', 'approval list for-me')).reply.headline).toBe('Nothing waits for a decision of yours')
})

it('what somebody prepared shows them no button to decide it, whoever asked', async () => {
  const { bill } = await data('Cora', 'bill new Paper supplier:Acme amount:50 account:6837 tax:O')
  const { approval } = await data('Carl', `bill set ${bill} due:2026-12-31`)
  expect(await waiting('Cora', 'for-me')).not.toContain(approval)
  expect(await waiting('Carl', 'for-me')).not.toContain(approval)
})
