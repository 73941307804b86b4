import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { expect, it } from 'vitest'
import { draftInvoice } from '../../src/domain/billing/draft-invoice.js'
import type { SendInvoice, SendQuote } from '../../src/domain/billing/events.js'
import { issueInvoice } from '../../src/domain/billing/issue-invoice.js'
import { sendInvoice } from '../../src/domain/billing/send-invoice.js'
import { sendQuote } from '../../src/domain/billing/send-quote.js'
import { addMailbox } from '../../src/domain/correspondence/add-mailbox.js'
import { createCompany } from '../../src/domain/crm/create-company.js'
import { mailInvoice } from '../../src/mail/mail-invoice.js'
import { mailQuote } from '../../src/mail/mail-quote.js'
import type { SendDeps } from '../../src/mail/sender.js'
import { childScript } from '../support/child-script.js'
import { asMailProgram } from '../support/mail.js'
import { mailDesk } from '../support/mail-desk.js'
import { testMailroom } from '../support/mailroom.js'
import { textOf } from '../support/slack.js'
import { testSmtp } from '../support/smtp.js'
import { TEST_KEY } from '../support/test-key.js'
import { until } from '../support/until.js'

const desk = await mailDesk([{ name: 'fay', roles: ['finance', 'sales'] }])
const room = await testMailroom()
const fay = desk.slack.as('fay')
const deps: SendDeps = { db: desk.db, key: desk.services.key, insecure: false, smtpUrl: undefined, mailFrom: undefined }

/** A server that takes mail and, as most do, knows nothing of mails that it took before. */
async function setting() {
  const smtp = await testSmtp()
  const address = room.freshAddress('fay')
  const login = `${encodeURIComponent(address)}:${room.password}`
  const id = await addMailbox(desk.db, desk.scope, desk.services.key, {
    address,
    imap: `imap://${login}@${room.imap.host}:${room.imap.port}`,
    smtp: smtp.url,
    kind: 'shared',
    visibility: 'full',
  })
  await desk.change((tx) => tx.prisma.mailbox.updateMany({ where: { id: { not: id } }, data: { status: 'paused' } }))
  return { smtp, address, id }
}

async function invoiceSetting() {
  const { smtp, address, id } = await setting()
  const errand = await desk.change(async (tx) => {
    const { id: companyId } = await createCompany(tx, { name: `Nordwind ${id}`, currency: 'EUR' })
    const invoice = await draftInvoice(tx, {
      companyId,
      lines: [{ description: 'Work', unitPriceMinor: 100_00n }],
      draftDate: '2026-11-20',
    })
    await issueInvoice(tx, invoice.id, '2026-11-20')
    return (await sendInvoice(tx, { invoiceId: invoice.id, to: 'ada@acme.com', today: '2026-11-23' })).mail
  }, 'fay')
  return { smtp, address, errand }
}

/** The worker is killed when the server has the whole mail and has not answered. */
async function killedAfterData({
  smtp,
  errand,
}: {
  smtp: Awaited<ReturnType<typeof testSmtp>>
  errand: SendInvoice | SendQuote
}) {
  smtp.next(['stall'])
  const { database, scope } = desk
  const script = await childScript(path.join(import.meta.dirname, 'send-child.ts'))
  const args = [
    database.url('daybook_app'),
    database.url('daybook_reader'),
    TEST_KEY,
    scope.workspaceId,
    JSON.stringify(errand),
  ]
  const child = spawn(process.execPath, [...script, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const closed = once(child, 'close')
  await until(() => expect(smtp.received).toHaveLength(1))
  child.kill('SIGKILL')
  await closed
}

const stateOf = async ({ occasion }: SendInvoice | SendQuote) =>
  (
    await desk.rows<{ state: string; key: string }>(
      'select state, message_key as key from delivery where occasion = $1',
      [occasion],
    )
  )[0]

it('a mail whose worker was killed after DATA is never sent again by itself: its owner is asked', async () => {
  const { smtp, errand } = await invoiceSetting()
  await killedAfterData({ smtp, errand })
  expect((await stateOf(errand))?.state).toBe('sending')
  for (let n = 0; n < 3; n += 1) expect(await mailInvoice(deps, desk.scope, errand)).toBe('uncertain')
  expect(smtp.received).toHaveLength(1)
  desk.clock.set(new Date(desk.clock.now().getTime() + 60_000))
  await desk.work(/delivery/)
  const question = await fay.sees("can't tell whether the mail to ada@acme.com went out")
  expect((await desk.slack.stored('fay')).filter(({ text }) => text.includes("can't tell"))).toHaveLength(1)
  const list = await fay.asks('/daybook delivery')
  expect(textOf(list)).toContain('1 mail waits for your word')
  await fay.click(question, 'Send again')
  await fay.sees('goes out again')
  expect(await mailInvoice(deps, desk.scope, errand)).toBe('sent')
  expect(await mailInvoice(deps, desk.scope, errand)).toBe('sent')
  expect(smtp.received).toHaveLength(2)
  expect(new Set(smtp.received.map((raw) => /^Message-ID: (.*)$/im.exec(raw)?.[1])).size).toBe(1)
  await fay.click(question, 'It was sent')
  await fay.sees('is settled already')
})

it('one that the server put into the Sent folder is found there and counts as sent', async () => {
  const { smtp, errand, address } = await invoiceSetting()
  await killedAfterData({ smtp, errand })
  await asMailProgram(room, address, async (client) => void (await client.append('Sent', smtp.received[0] ?? '')))
  expect(await mailInvoice(deps, desk.scope, errand)).toBe('sent')
  expect(smtp.received).toHaveLength(1)
  await desk.work(/delivery/)
  expect((await desk.slack.stored('fay')).filter(({ text }) => text.includes("can't tell"))).toHaveLength(1)
})

it('an offer whose worker was killed after DATA is mailed once, and is sent as of once', async () => {
  const { smtp } = await setting()
  await desk.change((tx) => createCompany(tx, { name: 'Westwind', currency: 'EUR' }))
  const { text } = await fay.asks('/deal new "A roof" company:Westwind amount:100', /New deal DEAL-\d+/)
  const [deal = ''] = /DEAL-\d+/.exec(text) ?? []
  const [quote = ''] = /Q-[\d-]+/.exec((await fay.asks(`/daybook quote new ${deal}`, /Q-\d/)).text) ?? []
  await fay.asks(`/daybook quote line ${quote} text:Freight price:50`, /Line added/)
  const [row] = await desk.rows<{ id: string }>('select id from quote where ref = $1', [quote])
  const errand = await desk.change(
    async (tx) => (await sendQuote(tx, { quoteId: row?.id ?? '', to: 'ada@acme.com', by: 'Fay' })).mail,
    'fay',
  )
  const asSent = () => desk.rows('select status, sent_at, sent_to, version from quote where ref = $1', [quote])
  const before = await asSent()
  await killedAfterData({ smtp, errand })
  for (let n = 0; n < 3; n += 1) expect(await mailQuote(deps, desk.scope, errand)).toBe('uncertain')
  expect(smtp.received).toHaveLength(1)
  expect(before).toMatchObject([{ status: 'sent', sent_to: 'ada@acme.com' }])
  expect(await asSent()).toEqual(before)
})
