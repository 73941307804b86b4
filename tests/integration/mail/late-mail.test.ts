import { expect, it } from 'vitest'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { listOverdue } from '../../../src/domain/billing/dunning-store.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { remindCustomer } from '../../../src/domain/billing/remind-customer.js'
import { sendInvoice } from '../../../src/domain/billing/send-invoice.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { runErrands } from '../../support/errands.js'
import { mailDesk, sendingBy } from '../../support/mail-desk.js'
import { testSmtp } from '../../support/smtp.js'

const desk = await mailDesk([{ name: 'fay', roles: ['finance'] }])
const fay = desk.slack.as('fay')
const DAY = 86_400_000

it('an invoice that its mail server never takes is told of after hours, and once more when it is given up', async () => {
  const smtp = await testSmtp()
  smtp.next(Array.from({ length: 99 }, () => 'later' as const))
  await desk.change(async (tx) => {
    const company = await createCompany(tx, { name: 'Acme', currency: 'EUR' })
    const lines = [{ description: 'Work', unitPriceMinor: 100_00n }]
    const { id } = await draftInvoice(tx, { companyId: company.id, lines, draftDate: '2026-11-20' })
    await issueInvoice(tx, id, '2026-11-20')
    await sendInvoice(tx, { invoiceId: id, to: 'ap@acme.test', today: '2026-11-23' })
  }, 'fay')
  const services = sendingBy(desk, smtp.url)
  const attempt = () =>
    expect(runErrands(desk.db, desk.scope, services, { kinds: /invoice.send/ })).rejects.toThrow(/try again later/)
  const told = () => runErrands(desk.db, desk.scope, services, { kinds: /errand.late/ })

  // The queue's own eight, and the rests of 30 s, 1 min … 1 h after them: four hours.
  for (let n = 0; n < 17; n += 1) await attempt()
  expect(await told()).toEqual([])
  await attempt()
  await attempt()
  expect(await told()).toEqual(['errand.late'])
  const late = await fay.sees('INV-2026-0001 has not gone out to ap@acme.test yet')
  expect(JSON.stringify(late.blocks)).toContain('Come again')

  desk.clock.advance(4 * DAY + 1)
  await attempt()
  expect(await runErrands(desk.db, desk.scope, services, { kinds: /invoice.send/ })).toEqual([])
  expect(await told()).toEqual(['errand.late'])
  const failed = await fay.sees('INV-2026-0001 did not go out to ap@acme.test')
  expect(JSON.stringify(failed.blocks)).toContain('invoice send INV-2026-0001')
  expect(smtp.received).toEqual([])
})

it('a reminder that is given up is no step of the ladder', async () => {
  const smtp = await testSmtp()
  smtp.next(Array.from({ length: 9 }, () => 'later' as const))
  const { id: companyId } = await desk.change(async (tx) => {
    const company = await createCompany(tx, { name: 'Debtor', currency: 'EUR', termsDays: 10 })
    const lines = [{ description: 'Work', unitPriceMinor: 100_00n }]
    const { id } = await draftInvoice(tx, { companyId: company.id, lines, draftDate: '2026-10-01' })
    await issueInvoice(tx, id, '2026-10-01')
    await remindCustomer(tx, { companyId: company.id, today: '2026-11-23', to: 'ap@debtor.test' })
    return company
  }, 'fay')
  const steps = () =>
    desk.change(async (tx) => (await listOverdue(tx, companyId, { today: '2026-12-01' })).map((each) => each.reminded))
  const services = sendingBy(desk, smtp.url)
  const work = () => runErrands(desk.db, desk.scope, services, { kinds: /dunning.send|errand.late/ })
  // The queue's own eight, the last of them after four days.
  for (let n = 0; n < 7; n += 1) await expect(work()).rejects.toThrow(/try again later/)
  expect(await steps()).toEqual([1])
  desk.clock.advance(4 * DAY + 1)
  await expect(work()).rejects.toThrow(/try again later/)
  await work()
  await fay.sees(/^“Reminder: .*” did not go out to ap@debtor.test/)
  expect(await steps()).toEqual([0])
})
