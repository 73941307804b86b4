import { describe, expect, it } from 'vitest'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { sweepFiles } from '../../../src/mail/sweep-files.js'
import { ASSISTANT, assistantDesk, recipientsOf } from '../../support/assistant.js'
import { signed } from '../../support/dkim.js'
import { letter } from '../../support/letter.js'
import { mailDesk } from '../../support/mail-desk.js'
import { parcel } from '../../support/parcel.js'

const desk = await mailDesk([
  { name: 'hugo', roles: ['admin', 'sales', 'finance'] },
  { name: 'fay', roles: ['finance'], slack: false },
])
const HUGO = 'hugo@lindenhof.test'
const hugo = desk.slack.as('hugo')
await desk.change((tx) => createCompany(tx, { name: 'Acme & Söhne', currency: 'EUR', domains: ['acme.com'] }), 'hugo')
await desk.change((tx) => createCompany(tx, { name: 'Borealis', currency: 'EUR', domains: ['borealis.com'] }), 'hugo')
const companies = () => desk.rows<{ name: string }>('select name from company order by name')
/** Without its signature. */
const bare = (raw: string) => raw.slice(raw.indexOf('\r\nFrom: ') + 2)
const flat = (text: string | undefined) => (text ?? '').replace(/\s+/g, ' ')

describe('a member of staff writes to the assistant', () => {
  it('and gets the report by mail: both parts, figures to the right, the chart within, in their thread', async () => {
    const at = await assistantDesk(desk)
    await at.ask(HUGO, 'deal new "Acme & renewal" company:Borealis amount:50k')
    const said = await at.ask(HUGO, 'report pipeline\n\n-- \nHugo', {
      id: 'second@lindenhof.test',
      references: ['first@lindenhof.test'],
      subject: 'Numbers',
    })
    expect(said.subject).toBe('Re: Numbers')
    expect(said.text).toMatch(/50,000\.00 EUR/)
    expect(said.html).toContain('text-align:right')
    expect(said.html).toContain('50,000.00 EUR')
    expect(said.inReplyTo).toBe('<second@lindenhof.test>')
    expect(said.references).toEqual(['<first@lindenhof.test>', '<second@lindenhof.test>', said.messageId])
    expect(said.headers.get('auto-submitted')).toBe('auto-replied')
    expect(recipientsOf(said)).toEqual([HUGO])
    expect(said.replyTo?.value[0]?.address).toBe(ASSISTANT)
    const [chart] = said.attachments
    expect(chart).toMatchObject({ contentType: 'image/png', contentDisposition: 'inline', cid: 'chart@daybook' })
    expect(at.smtp.received.at(-1)).toContain('src=3D"cid:chart@daybook"')
    const [row] = await desk.rows<{ state: string; key: string }>(
      `select state, message_key as key from delivery where occasion like 'mail-command:%' order by created_at desc, id desc limit 1`,
    )
    expect(row).toEqual({ state: 'sent', key: said.messageId?.slice(1, -1) })
  })

  it('and a reversible command is done, with its Undo an answer that is written already', async () => {
    const at = await assistantDesk(desk)
    const done = await at.ask(HUGO, 'company new "Cumulus" currency:EUR')
    expect(done.text).toContain('answer with “undo”')
    expect(done.text).toContain(`mailto:${ASSISTANT}?subject=Re%3A%20Question&body=undo`)
    expect(done.html).toContain(`mailto:${ASSISTANT}?subject=Re%3A%20Question&amp;body=undo`)
    expect((await companies()).map(({ name }) => name)).toContain('Cumulus')
    await at.ask(HUGO, 'undo\n\n> done')
    expect((await companies()).map(({ name }) => name)).not.toContain('Cumulus')
    // A receipt that comes with the words is on the expense; nothing of its mail is kept once it is answered.
    const receipt = { name: 'taxi.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-taxi') }
    const date = new Date(desk.db.clock.now().getTime() - 60_000).toUTCString().replace('GMT', '+0000')
    const text = 'expense new "Taxi" amount:20 category:travel'
    const mail = parcel({ id: 'taxi@lindenhof.test', from: HUGO, to: ASSISTANT, text, date }, [receipt])
    await at.send(await signed(mail, 'lindenhof.test'), HUGO)
    await sweepFiles({ db: desk.db, mailFiles: desk.services.mailFiles }, desk.scope)
    await at.work()
    expect((await at.answers()).at(-1)?.text).toMatch(/EXP-1, .*20\.00 EUR waits for approval/)
    expect(await desk.rows('select filename from bill_file')).toEqual([{ filename: 'taxi.pdf' }])
    expect(await sweepFiles({ db: desk.db, mailFiles: desk.services.mailFiles }, desk.scope)).toBe(1)
  })

  it('and what is no command, or only like one, is asked back and not done', async () => {
    const at = await assistantDesk(desk)
    expect(flat((await at.ask(HUGO, 'reprot pipeline')).text)).toContain('Did you mean “report pipeline”?')
    const before = await companies()
    const plain = await at.ask(HUGO, 'please remove borealis, thanks')
    expect(flat(plain.text)).toMatch(/I don't (?:know|understand)|Did you mean|Which of these do you mean/)
    expect(await companies()).toEqual(before)
  })

  it('and the subject is the command where the mail says nothing else', async () => {
    const at = await assistantDesk(desk)
    expect((await at.ask(HUGO, '', { subject: 'Re: report pipeline' })).text).toContain('Pipeline')
  })

  it('and their permission counts, as everywhere', async () => {
    const at = await assistantDesk(desk)
    const said = await at.ask('fay@lindenhof.test', 'contact erase CT-1')
    expect(said.text).not.toContain('would be forgotten')
  })
})

describe('a consequential command', () => {
  it('is shown, and done by the link: opening asks, confirming does, once', async () => {
    const at = await assistantDesk(desk)
    const shown = await at.ask(HUGO, 'journal new "Rent 100" debit:6310 credit:1800 amount:100 date:2026-11-20')
    expect(shown.text).toContain('Nothing has been done yet')
    const link = /https?:\/\/\S+\/confirm\?open=\S+/.exec(shown.text ?? '')?.[0] ?? ''
    const entries = () => desk.rows('select 1 from journal_entry')
    const before = (await entries()).length
    for (let look = 0; look < 3; look += 1) {
      const page = await fetch(link)
      expect(page.status).toBe(200)
      expect(page.headers.get('content-security-policy')).toContain("form-action 'self'")
      expect(await page.text()).toContain('<form method="post"')
    }
    expect((await fetch(link, { method: 'HEAD' })).status).toBe(404)
    expect(await entries()).toHaveLength(before)
    const post = () =>
      fetch(link, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '' })
    const both = await Promise.all([post(), post()])
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 409]))
    expect(await entries()).toHaveLength(before + 1)
    expect((await post()).status).toBe(409)
    expect(await entries()).toHaveLength(before + 1)
    const forged = link.replace(/open=(.)/, (_, first: string) => `open=${first === 'e' ? 'f' : 'e'}`)
    expect((await fetch(forged, { method: 'POST' })).status).toBe(404)
    const who = await desk.rows<{ via: string }>(`select via from audit_log where via = 'mail' limit 1`)
    expect(who).toHaveLength(1)
  })

  it('may be confirmed in Slack instead, and then the link is used up; an old link does nothing', async () => {
    const at = await assistantDesk(desk)
    const words = 'journal new "Rent 200" debit:6310 credit:1800 amount:200 date:2026-11-20'
    const first = await at.ask(HUGO, words)
    const linkIn = (text: string | undefined) => /https?:\/\/\S+\/confirm\?open=\S+/.exec(text ?? '')?.[0] ?? ''
    const message = await hugo.sees('200.00')
    const label = 'Post it'
    await hugo.click(message, label)
    await hugo.sees('Posted')
    expect((await fetch(linkIn(first.text), { method: 'POST' })).status).toBe(409)
    const second = await at.ask(HUGO, words)
    desk.clock.advance(31 * 60_000)
    expect((await fetch(linkIn(second.text), { method: 'POST' })).status).toBe(404)
  })
})

describe('nothing is run', () => {
  const ran = async () => (await companies()).some(({ name }) => name === 'Evil')
  const evil = 'company new Evil currency:EUR'

  it.each([
    ['unsigned', (_at: unknown, raw: string) => bare(raw)],
    ['signed by somebody else', (_at: unknown, raw: string) => signed(bare(raw), 'evil.test')],
    ['changed after signing', (_at: unknown, raw: string) => raw.replace('Evil', 'Even')],
    [
      'signed without what makes it ours',
      (_at: unknown, raw: string) => signed(bare(raw), 'lindenhof.test', 'From:Message-ID:Date'),
    ],
    [
      'with a verdict that its sender wrote',
      (_at: unknown, raw: string) =>
        `Authentication-Results: mx.lindenhof.test; dmarc=pass header.from=lindenhof.test\r\n${bare(raw)}`,
    ],
  ])('of a mail that is %s; its owner hears of it once', async (_what, make) => {
    const at = await assistantDesk(desk, { authservId: 'mx.lindenhof.test' })
    const raw = await make(at, await at.write(HUGO, evil))
    await expect(at.send(raw)).rejects.toMatchObject({ responseCode: 550 })
    await at.work()
    expect(await ran()).toBe(false)
    expect(at.smtp.received).toEqual([])
    const told = await hugo.sees('was not believed')
    expect(JSON.stringify(told.blocks)).toContain(
      'If more come today they are refused as well, without another message.',
    )
    expect(await desk.rows(`select 1 from delivery where occasion like 'mail-unverified:%'`)).toHaveLength(1)
  })

  it('of what comes from outside, from a machine, from two senders, or a second time', async () => {
    const at = await assistantDesk(desk)
    const refused = async (raw: string) => expect(at.send(raw)).rejects.toMatchObject({ responseCode: 550 })
    await refused(letter({ id: 'x@evil.test', from: 'eve@evil.test', to: ASSISTANT, text: evil }))
    await refused(await at.write(HUGO, evil, { headers: { 'Auto-Submitted': 'auto-replied' } }))
    await refused(await at.write(HUGO, evil, { headers: { 'List-Id': '<all.lindenhof.test>' } }))
    await refused(await at.write(`${HUGO}, fay@lindenhof.test`, evil))
    await refused(await at.write(HUGO, evil, { to: 'fay@lindenhof.test' }))
    await refused(await at.write(HUGO, evil, { date: 'Mon, 02 Nov 2026 10:00:00 +0000' }))
    await at.work()
    expect(await ran()).toBe(false)
    // A colleague has a mail that Hugo signed, and puts another To on top: only the last is covered.
    const toFay = await at.write(HUGO, evil, { to: 'fay@lindenhof.test' })
    await refused(`To: ${ASSISTANT}\r\n${toFay}`)
    const once = await at.write(HUGO, 'company list')
    await at.send(once)
    await at.send(once)
    await at.work()
    await at.send(once)
    await at.work()
    await refused(`Message-ID: <again@lindenhof.test>\r\n${once}`)
    await at.work()
    expect(at.smtp.received).toHaveLength(1)
  })

  it('of a mail that also goes outside; its sender is told, and nobody in copy', async () => {
    const at = await assistantDesk(desk)
    const said = await at.ask(HUGO, evil, { cc: 'fay@lindenhof.test, ada@acme.com' })
    expect(said.text).toContain('also addressed to people outside')
    expect(recipientsOf(said)).toEqual([HUGO])
    expect(await ran()).toBe(false)
    await at.send(await at.write(HUGO, 'Dear Ada, here is the offer.', { cc: 'ada@acme.com' }))
    await at.work()
    expect(at.smtp.received).toHaveLength(1)
    const inside = await at.ask(HUGO, 'company list', { cc: 'fay@lindenhof.test' })
    expect(recipientsOf(inside)).toEqual([HUGO])
  })
})

describe('once, honestly', () => {
  it('a change is not made again because its answer could not be sent', async () => {
    const at = await assistantDesk(desk)
    at.smtp.next(['later', 'take'])
    await at.send(await at.write(HUGO, 'company new "Dorado" currency:EUR'))
    await expect(at.work()).rejects.toThrow(/later/)
    await at.work()
    expect((await companies()).filter(({ name }) => name === 'Dorado')).toHaveLength(1)
    const said = await at.answers()
    expect(said).toHaveLength(1)
    expect(said[0]?.text).toContain('Dorado')
  })

  it('a change that a crash cut off is told, not made', async () => {
    const at = await assistantDesk(desk)
    await at.send(await at.write(HUGO, 'company new "Elmwood" currency:EUR'))
    await desk.change(
      (tx) =>
        tx.prisma
          .$executeRaw`update inbound_event set payload = payload || '{"begun": true}' where source = 'mail' and handled_at is null`,
    )
    await at.work()
    expect((await at.answers())[0]?.text).toContain('I was interrupted')
    expect((await companies()).map(({ name }) => name)).not.toContain('Elmwood')
  })

  it('the sixth answer within two hours waits', async () => {
    const at = await assistantDesk(desk)
    desk.clock.advance(3 * 60 * 60_000)
    for (let n = 0; n < 5; n += 1) await at.ask('fay@lindenhof.test', 'company list')
    await at.send(await at.write('fay@lindenhof.test', 'company list'), 'fay@lindenhof.test')
    await expect(at.work()).rejects.toThrow(/5 automatic mails/)
    expect(at.smtp.received).toHaveLength(5)
    desk.clock.advance(3 * 60 * 60_000)
    await at.work()
    expect(at.smtp.received).toHaveLength(6)
  })
})
