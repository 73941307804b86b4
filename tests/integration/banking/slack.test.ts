import { expect, it } from 'vitest'
import { openBankAccount } from '../../../src/domain/banking/open-bank-account.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { mailDesk } from '../../support/mail-desk.js'
import { camt, camtEntry } from '../../unit/banking/files.js'

const desk = await mailDesk([{ name: 'fay', roles: ['finance'] }])
const fay = desk.slack.as('fay')

it('takes a file in from a direct message, matches what is certain, and asks about the rest with a card', async () => {
  const number = await desk.change(async (tx) => {
    await openBankAccount(tx, { name: 'Main', number: 'DE89370400440532013000', currency: 'EUR', accountCode: '1800' })
    const { id } = await createCompany(tx, { name: 'Nordwind', currency: 'EUR' })
    const lines = [{ description: 'Work', unitPriceMinor: 100_000n }]
    const draft = await draftInvoice(tx, { companyId: id, draftDate: '2026-11-02', lines })
    return (await issueInvoice(tx, draft.id, '2026-11-02')).number ?? ''
  }, 'fay')
  const entries = [
    { amount: '1185.00', date: '2026-11-20', name: 'Nordwind', text: `Invoice ${number}` },
    { amount: '-9.50', date: '2026-11-20', name: 'Bank', text: 'charges' },
  ]
  await fay.shares(
    'bank import',
    'november.xml',
    Buffer.from(camt({ opening: '0.00', closing: '1175.50', entries: entries.map(camtEntry).join('') })),
  )
  await fay.sees('november.xml: 2 new lines')
  await desk.work(/bank/)
  const card = await fay.sees('What is LINE-1? 1,185.00 EUR, Nordwind')
  await fay.click(card, `${number}: 5.00 EUR is the bank’s fee`)
  await fay.sees(`is matched: ${number} of Nordwind, where 5.00 EUR is the bank’s fee`)
  expect(await desk.rows('select state from bank_line order by ref')).toEqual([{ state: 'matched' }, { state: 'open' }])
  // The question says what it came to, so that nobody presses its buttons again; opened again, it asks again.
  await desk.work(/bank/)
  const settled = await fay.sees(/LINE-1 1,185.00 EUR, Nordwind, is matched/)
  expect(settled.ts).toBe(card.ts)
  expect(JSON.stringify(settled)).toContain(`for ${number}`)
  expect(JSON.stringify(settled)).not.toContain('the bank’s fee"')
  await fay.click(settled, 'Open it again')
  await fay.sees('LINE-1 is open again')
  await desk.work(/bank/)
  expect((await fay.sees('What is LINE-1? 1,185.00 EUR, Nordwind')).ts).toBe(card.ts)
})

it('takes an answer out of other questions that offered the same', async () => {
  const issue = (name: string) =>
    desk.change(async (tx) => {
      const { id } = await createCompany(tx, { name, currency: 'EUR' })
      const draft = await draftInvoice(tx, {
        companyId: id,
        draftDate: '2026-11-03',
        lines: [{ description: 'Work', unitPriceMinor: 200_000n }],
      })
      return (await issueInvoice(tx, draft.id, '2026-11-03')).number ?? ''
    }, 'fay')
  const [first, second] = [await issue('Amber'), await issue('Birch')]
  const entries = ['One', 'Two'].map((text) =>
    camtEntry({ amount: '2380.00', date: '2026-11-21', name: 'Somebody', text }),
  )
  const file = camt({ opening: '1175.50', closing: '5935.50', entries: entries.join('') })
  await fay.shares('bank import', 'later.xml', Buffer.from(file))
  await fay.sees('later.xml: 2 new lines')
  await desk.work(/bank/)
  const [one, two] = [await fay.sees(/What is LINE-3\?/), await fay.sees(/What is LINE-4\?/)]
  for (const card of [one, two]) for (const number of [first, second]) expect(JSON.stringify(card)).toContain(number)
  await fay.click(one, first)
  await fay.sees(`is matched: ${first}`)
  await desk.work(/bank/)
  const left = await fay.sees((message) => message.ts === two.ts && !JSON.stringify(message).includes(first))
  expect(JSON.stringify(left)).toContain(second)
})
