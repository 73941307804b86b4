import { expect, it } from 'vitest'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { goLive } from '../../../src/domain/people/go-live.js'
import { saveSettings } from '../../../src/domain/people/workspace-store.js'
import { openErrands } from '../../support/errands.js'
import { invitation } from '../../support/invitation.js'
import { letter } from '../../support/letter.js'
import { mailDesk } from '../../support/mail-desk.js'
import { deliveryReport } from '../../support/report.js'

const desk = await mailDesk(
  [
    { name: 'dana', roles: ['sales'] },
    { name: 'max', roles: ['manager', 'finance'] },
  ],
  { live: false },
)
const us = 'dana@lindenhof.test'
const mailbox = await desk.mailbox(us)
const ownerId = desk.staff['dana'] ?? ''
const DAY_MS = 86_400_000

await desk.change(async (tx) => {
  const acme = await createCompany(tx, { name: 'Acme', currency: 'EUR', domains: ['acme.com'], ownerId })
  await createContact(tx, { name: 'Ada', addresses: ['ada@acme.com', 'gone@acme.com'], ownerId })
  const lines = [{ description: 'Work', unitPriceMinor: 100_00n }]
  const { id } = await draftInvoice(tx, { companyId: acme.id, lines, draftDate: '2026-09-01' })
  await issueInvoice(tx, id, '2026-09-01')
  await saveSettings(tx, { dunning: 'automatic' })
}, 'max')

/** Two years of everything that would be worth a word, had it come today. */
function twoYears(): string[] {
  const start = desk.clock.now().getTime() - 730 * DAY_MS
  return Array.from({ length: 120 }, (_, n) => {
    const date = new Date(start + n * 6 * DAY_MS).toUTCString()
    const id = `y${n}@acme.com`
    if (n % 6 === 0) return letter({ id, from: us, to: 'Ada <ada@acme.com>, gone@acme.com', date })
    if (n % 6 === 1) return letter({ id, from: 'Ada <ada@acme.com>', to: us, date, subject: `Question ${n}` })
    if (n % 6 === 2) return letter({ id, from: `New ${n} <new${n}@acme.com>`, to: us, date })
    if (n % 6 === 3)
      return deliveryReport({
        to: us,
        about: `y${n - 3}@acme.com`,
        date,
        recipients: [{ address: 'gone@acme.com', status: '5.1.1' }],
      })
    if (n % 6 === 4) return invitation({ id, to: us, date }).replaceAll('meet-1', `meet-${n}`)
    return letter({ id, from: 'Ada <ada@acme.com>', to: us, date, subject: 'Abwesenheitsnotiz: weg' })
  })
}

/** All errands now and for the next days, with their schedules. */
async function days(count: number): Promise<void> {
  for (let day = 0; day < count; day += 1) {
    await desk.work()
    desk.clock.advance(DAY_MS / 2)
    await desk.work()
    desk.clock.advance(DAY_MS / 2)
  }
}

const sent = async () => {
  const told = await Promise.all(['dana', 'max'].map((name) => desk.slack.stored(name)))
  const deliveries = await desk.rows<{ occasion: string }>('select occasion from delivery')
  return { told: told.flat().map(({ text }) => text), deliveries: deliveries.map(({ occasion }) => occasion) }
}

it('a company fresh from two years of mail sends nobody anything, and mail of the first days neither', async () => {
  await desk.arrive(mailbox, twoYears(), false)
  await desk.arrive(mailbox, [
    letter({ id: 'now@acme.com', from: 'Ada <ada@acme.com>', to: us, subject: 'Today' }),
    letter({ id: 'now2@acme.com', from: 'Zoe <zoe@acme.com>', to: us }),
    deliveryReport({ to: us, about: 'today@us', recipients: [{ address: 'ada@acme.com', status: '5.1.1' }] }),
  ])
  await days(3)
  expect(await desk.rows('select 1 from message')).toHaveLength(123)
  expect(await sent()).toEqual({ told: [], deliveries: [] })
  expect(await openErrands(desk.db, desk.scope, desk.clock.now())).toEqual([])
})

it('going live tells nobody of what was before', async () => {
  await desk.change(goLive)
  await days(1)
  const { told } = await sent()
  expect(told.filter((text) => /mail|address|contact|remind/i.test(text))).toEqual([])
  await desk.arrive(mailbox, [
    letter({ id: 'live@acme.com', from: 'Ada <ada@acme.com>', to: us, subject: 'Now it counts' }),
  ])
  await days(1)
  expect((await sent()).told.join('\n')).toContain('Now it counts')
})
