import { expect, it } from 'vitest'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
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
