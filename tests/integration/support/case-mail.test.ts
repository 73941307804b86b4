import { describe, expect, it } from 'vitest'
import { letter } from '../../support/letter.js'
import { SUPPORT, supportDesk } from '../../support/support-desk.js'

const desk = await supportDesk()
const { ada, cases, say, clock } = desk
const DAY = 86_400_000

const write = (id: string, more: object = {}, live = true) =>
  desk
    .arrive(desk.support, [letter({ id, from: 'Ada Lovelace <ada@acme.com>', to: SUPPORT, ...more })], live)
    .then(() => desk.work(/^mail\./))

/** The case of a mail by its subject. */
const refOf = async (subject: string) => (await cases()).find((one) => one.subject === subject)?.ref ?? ''

describe('mail to support', () => {
  it('of a person opens a case, once, with its contact and company; what follows in its thread is on it', async () => {
    const id = await ada('Sensor silent', { text: 'Since six this morning.\n\n> quoted\n' })
    expect(await cases()).toEqual([{ ref: 'CASE-1', status: 'new', subject: 'Sensor silent' }])
    await ada('Re: Sensor silent', { inReplyTo: id, text: 'Still silent.' })
    expect(await cases()).toHaveLength(1)
    const card = await say('anna', 'case show CASE-1')
    expect(card.reply.data).toMatchObject({ source: 'mail', company: 'CO-1', contact: 'CT-1' })
    expect(card.reply.data).toMatchObject({ mails: [{ text: 'Since six this morning.' }, { text: 'Still silent.' }] })
    expect(card.reply.actions?.slice(0, 5).map(({ label }) => label)).toEqual([
      'Reply…',
      'Assign to me',
      'Assign…',
      'Wait',
      'Close',
    ])
    const thread = await say('anna', 'thread show MAIL-1')
    expect(thread.reply.notes).toContain(`On CASE-1 Sensor silent: it came to ${SUPPORT}.`)
  })

  it('opens none when it is to many, automatic, a backfill, a colleague’s, or to another mailbox', async () => {
    await write('bulk@x', { subject: 'News', headers: { 'List-Unsubscribe': '<https://x.test>' } })
    await write('auto@x', { subject: 'Out of office', headers: { 'Auto-Submitted': 'auto-replied' } })
    await write('old@x', { subject: 'Years ago' }, false)
    await write('inner@x', { subject: 'Lunch', from: 'ben@lindenhof.test' })
    const info = await desk.mailbox('info@lindenhof.test')
    await desk.arrive(info, [letter({ id: 'info@x', from: 'ada@acme.com', to: 'info@lindenhof.test', subject: 'Hi' })])
    await desk.work(/^mail\./)
    expect(await cases()).toHaveLength(1)
  })

  it('opens one case for a thread whose mails come in the wrong order, or again', async () => {
    await write('later@x', { subject: 'Re: Two parts', references: ['first@x'] })
    await write('first@x', { subject: 'Two parts' })
    await write('later@x', { subject: 'Re: Two parts', references: ['first@x'] })
    const ids = await desk.rows<{ id: string }>(`select id from message where message_key in ('later@x', 'first@x')`)
    await desk.change((tx) => tx.outbox('mail.arrived', { messageIds: ids.map(({ id }) => id) }))
    await desk.work(/^mail\./)
    expect((await cases()).filter(({ subject }) => subject.includes('Two parts'))).toHaveLength(1)
  })

  it('lets two cases be one when the mail that joins their threads arrives', async () => {
    await write('leaf1@x', { subject: 'Left', references: ['root@x'] })
    await write('root2@x', { subject: 'Right' })
    const before = (await cases()).length
    await write('root@x', { subject: 'Both', references: ['root2@x'] })
    expect(await cases()).toHaveLength(before)
    const merged = await desk.rows(`select ref from support_case where closed_as = 'merged'`)
    expect(merged).toHaveLength(1)
  })

  it('knows who wrote once they are a contact', async () => {
    await write('new@x', { subject: 'Who am I', from: 'eve@elsewhere.test' })
    const ref = await refOf('Who am I')
    expect((await say('anna', `case show ${ref}`)).reply.data).toMatchObject({ contact: null, company: null })
    await say('sol', 'contact new "Eve Stone" email:eve@elsewhere.test')
    await desk.work(/^contact\./)
    expect((await say('anna', `case show ${ref}`)).reply.data).toMatchObject({ contact: 'CT-2' })
    expect((await say('anna', 'contact show CT-2')).reply.data).toMatchObject({ cases: [{ ref }] })
    expect((await say('anna', 'company show Acme')).reply.sections).toContainEqual(
      expect.objectContaining({ title: 'Cases' }) as unknown,
    )
  })
})

describe('a customer’s answer', () => {
  it('reopens what waits, and an automatic one does not', async () => {
    const id = await ada('Waiting')
    const ref = await refOf('Waiting')
    await say('anna', `case assign ${ref}`)
    await say('anna', `case wait ${ref}`)
    await write('ooo@x', { subject: 'Out of office', inReplyTo: id, headers: { 'Auto-Submitted': 'auto-replied' } })
    expect((await cases()).find((one) => one.ref === ref)?.status).toBe('waiting')
    clock.advance(DAY)
    await ada('Re: Waiting', { inReplyTo: id })
    expect((await cases()).find((one) => one.ref === ref)?.status).toBe('open')
    await say('anna', `case close ${ref} It was the cable`)
    clock.advance(13 * DAY)
    await ada('Re: Waiting', { inReplyTo: id })
    expect((await cases()).find((one) => one.ref === ref)?.status).toBe('open')
  })

  it('long after a case was closed begins a matter that follows it, and goes on there', async () => {
    const ref = await refOf('Waiting')
    await say('anna', `case close ${ref}`)
    clock.advance(15 * DAY)
    const before = (await cases()).length
    await write('late@x', { subject: 'Re: Waiting', references: ['ada3@acme.com'] })
    await write('later2@x', { subject: 'Re: Waiting', references: ['ada3@acme.com'] })
    expect(await cases()).toHaveLength(before + 1)
    const followers = await desk.rows<{ ref: string; status: string }>(
      `select c.ref, c.status from support_case c join support_case f on f.id = c.follows_id where f.ref = $1`,
      [ref],
    )
    expect(followers).toMatchObject([{ status: 'new' }])
    expect((await cases()).find((one) => one.ref === ref)?.status).toBe('closed')
  })

  it('does not wake what was closed as spam', async () => {
    const id = await ada('Buy now')
    const ref = await refOf('Buy now')
    await say('anna', `case close ${ref} as:spam`)
    await ada('Re: Buy now', { inReplyTo: id })
    expect((await cases()).find((one) => one.ref === ref)?.status).toBe('closed')
  })
})

describe('a new case', () => {
  it('goes to whose turn it is, where the company says so', async () => {
    await say('mia', 'sla route assign:in-turn')
    const owners: (string | null)[] = []
    for (const n of [1, 2, 3, 4]) {
      clock.advance(60_000)
      await ada(`Turn ${n}`)
      const [one] = await desk.rows<{ name: string | null }>(
        `select s.name from support_case c left join staff s on s.id = c.owner_id where subject = $1`,
        [`Turn ${n}`],
      )
      owners.push(one?.name ?? null)
    }
    expect(new Set(owners.slice(0, 2))).toEqual(new Set(['Anna', 'Ben']))
    expect(owners.slice(2)).toEqual(owners.slice(0, 2))
  })
})
