import { expect, it } from 'vitest'
import { findBankAccounts } from '../../../src/domain/banking/bank-account-store.js'
import { importStatements } from '../../../src/domain/banking/import-statements.js'
import { openBankAccount } from '../../../src/domain/banking/open-bank-account.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { recordPayment } from '../../../src/domain/billing/record-payment.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createDeal } from '../../../src/domain/crm/create-deal.js'
import { getAccount } from '../../../src/domain/ledger/account-store.js'
import { goLive } from '../../../src/domain/people/go-live.js'
import { saveSettings } from '../../../src/domain/people/workspace-store.js'
import { addDays } from '../../../src/lib/dates.js'
import { money } from '../../../src/lib/money.js'
import { fileOf, readLine, statementOf } from '../../support/bank.js'
import { runErrands } from '../../support/errands.js'
import { mailDesk, sendingBy } from '../../support/mail-desk.js'

const desk = await mailDesk(
  [
    { name: 'fay', roles: ['finance'] },
    { name: 'sam', roles: ['sales'] },
  ],
  { live: false },
)
const fay = desk.slack.as('fay')

const owes = (name: string, issued: string, { dealOf }: { dealOf?: string } = {}) =>
  desk.change(async (tx) => {
    const ownerId = desk.staff['fay'] ?? null
    const billingEmail = `pay@${name.toLowerCase()}.test`
    const company = await createCompany(tx, { name, currency: 'EUR', termsDays: 10, ownerId })
    await tx.prisma.company.updateMany({ where: { id: company.id }, data: { billingEmail } })
    const deal =
      dealOf && (await createDeal(tx, { title: name, companyId: company.id, ownerId: desk.staff[dealOf] ?? '' }))
    const { id } = await draftInvoice(tx, {
      companyId: company.id,
      dealId: deal ? deal.id : null,
      lines: [{ description: 'Work', unitPriceMinor: 100_00n }],
      draftDate: issued,
    })
    await issueInvoice(tx, id, issued)
    return company
  }, 'fay')

const hour = async (at: string, { able = true } = {}) => {
  desk.clock.set(new Date(at))
  await desk.change((tx) => tx.outbox('dunning.batch', {}))
  // Nothing is sent to there; that something could send is asked before.
  const services = able ? sendingBy(desk, 'smtp://127.0.0.1:1') : desk.services
  await runErrands(desk.db, desk.scope, services, { kinds: /dunning.batch/ })
}
const bring = (day: string) =>
  desk.change(async (tx) => {
    const [account] = await findBankAccounts(tx)
    const line = readLine({ bookingDate: day, amountMinor: 1n })
    await importStatements(tx, fileOf(statementOf([line]), `${day}.xml`, account?.id))
  }, 'fay')
const sent = () =>
  desk.rows<{ recipient: string }>(
    `select data->>'recipient' as recipient from outbox where kind = 'dunning.send' order by id`,
  )

it('announces the day before, with Hold, and sends what nobody held; nothing before the company is live', async () => {
  await owes('Old', '2026-10-01')
  await owes('Acme', '2026-11-16')
  await owes('Bolt', '2026-11-16')
  await desk.change((tx) => saveSettings(tx, { dunning: 'automatic' }))
  await hour('2026-11-23T14:00:00Z')
  expect(await sent()).toEqual([])
  await desk.change(goLive)

  // Due on the 26th; three days later the ladder begins, on a Sunday: Monday it is.
  await hour('2026-11-27T14:00:00Z')
  const told = await fay.sees('2 customers are reminded on 2026-11-30')
  expect(JSON.stringify(told.blocks)).not.toContain('Old')
  await hour('2026-11-27T15:00:00Z')
  expect((await desk.slack.stored('fay')).filter(({ text }) => /reminded on/.test(text))).toHaveLength(1)
  await fay.click(told, 'Hold Bolt')
  await fay.sees('Bolt no longer gets reminders by themselves')
  await hour('2026-11-28T10:00:00Z')
  expect(await sent()).toEqual([])
  await hour('2026-11-30T09:00:00Z')
  await hour('2026-11-30T10:00:00Z')
  expect(await sent()).toEqual([{ recipient: 'pay@acme.test' }])
  expect(await desk.rows('select state from dunning_plan order by state')).toEqual([
    { state: 'held' },
    { state: 'sent' },
  ])
})

it('reminds nobody while the bank’s data is older than two working days, and tells finance why', async () => {
  await desk.change(async (tx) => {
    await openBankAccount(tx, { name: 'Main', number: null, currency: 'EUR', accountCode: '1800' })
  }, 'fay')
  await bring('2026-12-04')
  await owes('Cove', '2026-11-20')
  const before = (await sent()).length
  // Due on the 30th, at the ladder's first step from 3 December on. Friday's statement is too old on Wednesday.
  await hour('2026-12-09T14:00:00Z')
  await fay.sees('Nobody is reminded: the bank’s data is too old to know who has paid')
  await hour('2026-12-10T09:00:00Z')
  expect(await sent()).toHaveLength(before)
  await bring('2026-12-09')
  await hour('2026-12-10T14:00:00Z')
  await fay.sees('reminded on 2026-12-11')
  await hour('2026-12-11T09:00:00Z')
  expect((await sent()).map(({ recipient }) => recipient)).toContain('pay@cove.test')
})

it('announces nobody whose money is with us already: finance hears whose it is', async () => {
  const elm = await owes('Elm', '2026-11-26')
  await desk.change(async (tx) => {
    const [party, amount] = [{ companyId: elm.id }, money(119_00n, 'EUR')]
    const accountId = (await getAccount(tx, { code: '1800' })).id
    await recordPayment(tx, { direction: 'in', party, date: '2026-12-01', amount, accountId, method: 'bank' })
  }, 'fay')
  await bring('2026-12-10')
  await hour('2026-12-11T14:00:00Z')
  await hour('2026-12-11T15:00:00Z')
  const told = await fay.sees('Elm is not reminded: what is past due is paid')
  expect(JSON.stringify(told.blocks)).toMatch(/payment allocate PAY-1 to:INV-\S+/)
  expect((await desk.slack.stored('fay')).filter(({ text }) => /Elm is not/.test(text))).toHaveLength(1)
  expect(await desk.rows(`select 1 from dunning_plan where company_id = '${elm.id}'`)).toEqual([])
  await fay.command('/daybook dunning list')
  expect(JSON.stringify((await fay.sees('Reminders go out by themselves')).blocks)).toMatch(
    /Elm.*PAY-1.*Nobody is asked for what is on account/,
  )
  await fay.click(told, 'Allocate PAY-1')
  await fay.sees('119.00 EUR of PAY-1 allocated')
  expect(await desk.rows(`select open_minor::int as open from invoice where company_id = '${elm.id}'`)).toEqual([
    { open: 0 },
  ])
})

it('reminds nobody whose money may be on a bank line that nobody has matched, neither when it is announced nor when it would go', async () => {
  const [fir, hay] = [await owes('Fir', '2026-11-27'), await owes('Hay', '2026-11-27')]
  const paid = (from: string, day: string) =>
    desk.change(async (tx) => {
      const [account] = await findBankAccounts(tx)
      const line = readLine({
        bookingDate: day,
        amountMinor: 119_00n,
        counterpartyName: from,
        remittance: 'two of ours',
      })
      return importStatements(tx, fileOf(statementOf([line]), `${from}.xml`, account?.id))
    }, 'fay')
  await paid('Fir', '2026-12-10')
  await hour('2026-12-11T14:30:00Z')
  await hour('2026-12-11T15:30:00Z')
  const told = await fay.sees('Fir is not reminded: a bank line may be their payment')
  expect((await desk.slack.stored('fay')).filter(({ text }) => /Fir is not/.test(text))).toHaveLength(1)
  expect(await desk.rows(`select 1 from dunning_plan where company_id = '${fir.id}'`)).toEqual([])
  await fay.click(told, 'Look at LINE-')
  await fay.sees(/LINE-\d+.*119\.00/s)

  const before = (await sent()).length
  await paid('Hay', '2026-12-11')
  await hour('2026-12-14T09:00:00Z')
  await fay.sees('Hay is not reminded: a bank line may be their payment')
  expect((await sent()).slice(before).map(({ recipient }) => recipient)).not.toContain('pay@hay.test')
  expect(await desk.rows(`select state from dunning_plan where company_id = '${hay.id}'`)).toEqual([
    { state: 'settled' },
  ])
  await fay.command('/invoice remind Hay')
  expect(JSON.stringify((await fay.sees('Remind Hay of 1 invoice?')).blocks)).toMatch(
    /They may have paid: nobody has matched LINE-\d+ \(119\.00 EUR on 2026-12-11\) yet/,
  )
})

it('tells finance, once, of money that pays for a part, and asks the customer for the rest', async () => {
  const gale = await owes('Gale', '2026-11-27')
  await desk.change(async (tx) => {
    const [party, amount] = [{ companyId: gale.id }, money(19_00n, 'EUR')]
    const accountId = (await getAccount(tx, { code: '1800' })).id
    await recordPayment(tx, { direction: 'in', party, date: '2026-12-01', amount, accountId, method: 'bank' })
  }, 'fay')
  await bring('2026-12-11')
  await hour('2026-12-14T14:00:00Z')
  await hour('2026-12-15T09:00:00Z')
  await hour('2026-12-15T14:00:00Z')
  const told = await fay.sees('Gale is asked for less')
  expect(JSON.stringify(told.blocks)).toMatch(/PAY-2 \(19\.00 EUR\).*payment allocate PAY-2 to:INV-\S+/)
  expect((await desk.slack.stored('fay')).filter(({ text }) => /Gale is asked/.test(text))).toHaveLength(1)
  const [mail] = await desk.rows<{ text: string }>(
    `select data->>'text' as text from outbox where kind = 'dunning.send' and data->>'recipient' = 'pay@gale.test'`,
  )
  expect(mail?.text).toMatch(/PAY-2, held to your credit: -19\.00 EUR[\s\S]*Open in all: 100\.00 EUR/)
  await fay.click(told, 'Allocate PAY-2')
  await fay.sees('19.00 EUR of PAY-2 allocated')
})

it('climbs the ladder on its days, asks for nothing of an earlier system, and ends in a task of the deal’s owner', async () => {
  await bring('2027-03-01')
  const dune = await owes('Dune', '2026-12-04', { dealOf: 'sam' })
  await desk.change(async (tx) => {
    const lines = [{ description: 'Work', unitPriceMinor: 900_00n }]
    const { id } = await draftInvoice(tx, { companyId: dune.id, lines, draftDate: '2026-12-01' })
    await tx.prisma.invoice.updateMany({ where: { id }, data: { imported: true } })
    await issueInvoice(tx, id, '2026-12-01')
  }, 'fay')
  for (let day = '2026-12-11'; day < '2027-01-23'; day = addDays(day, 1))
    for (const at of ['09', '14']) await hour(`${day}T${at}:00:00Z`)

  const mails = await desk.rows<{ day: string; text: string }>(
    `select split_part(data->>'occasion', ':', 3) as day, data->>'text' as text from outbox
      where kind = 'dunning.send' and data->>'recipient' = 'pay@dune.test' order by id`,
  )
  expect(mails.map(({ day }) => day)).toEqual(['2026-12-17', '2026-12-28', '2027-01-13'])
  expect(mails.filter(({ text }) => text.includes('900.00'))).toEqual([])
  await desk.slack.as('sam').sees('One customer is reminded on 2026-12-17')
  const noted = await desk.rows(
    `select a.body from activity a where a.kind = 'note' and a.deal_id is not null order by at`,
  )
  expect(noted).toHaveLength(3)
  const tasks = await desk.rows<{ who: string; day: string }>(
    `select s.name as who, a.due_on::text as day from activity a join staff s on s.id = a.owner_id
      where a.kind = 'task' and a.company_id = '${dune.id}'`,
  )
  expect(tasks).toEqual([{ who: 'Sam', day: '2027-01-20' }])
})

it('notes no step while nothing can send: finance hears of it, and it is announced again', async () => {
  await bring('2027-03-02')
  const fern = await owes('Fern', '2027-01-22')
  const steps = () =>
    desk.rows(
      `select 1 from invoice_reminder r join invoice i on i.id = r.invoice_id where i.company_id = '${fern.id}'`,
    )
  await hour('2027-02-04T14:00:00Z')
  await hour('2027-02-05T09:00:00Z', { able: false })
  const told = await fay.sees(/reminders? (is|are) not sent/)
  expect(JSON.stringify(told.blocks)).toMatch(/Fern: .*mailbox add/)
  expect(await steps()).toEqual([])
  await hour('2027-02-05T14:00:00Z', { able: false })
  await hour('2027-02-08T09:00:00Z')
  expect(await steps()).toHaveLength(1)
})
