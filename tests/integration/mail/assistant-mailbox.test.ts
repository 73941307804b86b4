import { expect, it } from 'vitest'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { dnsOf, signed } from '../../support/dkim.js'
import { letter } from '../../support/letter.js'
import { mailWorld, putMail } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'

const world = await mailWorld()
const room = await testMailroom()
const { signal } = new AbortController()
const JO = 'jo@lindenhof.test'

type Taken = { line: string; problem: string | null }

it('takes commands from a followed mailbox: what arrives while it is followed, each mail once, and no mail of anybody else’s', async () => {
  const company = await world.newCompany()
  await company.staff(JO, 'Jo Lind')
  const assistant = room.freshAddress('assistant')
  const other = room.freshAddress('books')
  const order = (id: string, text: string, more = {}) =>
    signed(
      letter({ id: `${id}@lindenhof.test`, from: JO, to: assistant, text, date: new Date().toUTCString(), ...more }),
      'lindenhof.test',
    )
  const deps = { ...world.deps, assistant, resolver: dnsOf('lindenhof.test') }
  const [box, books] = [await company.mailbox(room, assistant), await company.mailbox(room, other)]
  const sync = async () => {
    for (const id of [box, books]) await syncMailbox(deps, id, { signal })
  }
  const taken = async () => {
    const rows = await company.read(
      ({ sql, scope }) => sql<{ payload: Taken }[]>`
        select payload from inbound_event where workspace_id = ${scope.workspaceId} and source = 'mail' order by payload ->> 'line'`,
    )
    return rows.map(({ payload: { line, problem } }) => [line, problem])
  }
  const errands = () =>
    company.read(
      ({ sql, scope }) => sql`select 1 from outbox where workspace_id = ${scope.workspaceId} and kind = 'mail.command'`,
    )

  await putMail(room, assistant, 'INBOX', [await order('old', 'deal list')])
  await sync()
  expect(await taken()).toEqual([])

  const genuine = await order('new', 'report pipeline\n\nJo')
  await putMail(room, assistant, 'INBOX', [
    genuine,
    letter({ id: 'forged@x', from: JO, to: assistant, text: 'company new Evil', date: new Date().toUTCString() }),
    letter({ id: 'news@x', from: 'eve@evil.test', to: assistant, text: 'deal list' }),
    await order('ooo', 'I am away', { headers: { 'Auto-Submitted': 'auto-replied' } }),
  ])
  // The same words in another mailbox are a mail to somebody else.
  await putMail(room, other, 'INBOX', [await order('books', 'deal list', { to: other })])
  await sync()
  const unproved = `nobody vouches that it is from ${JO}`
  expect(await taken()).toEqual([
    ['company new Evil', unproved],
    ['report pipeline', null],
  ])
  await putMail(room, assistant, 'INBOX', [genuine])
  await sync()
  expect(await taken()).toHaveLength(2)
  expect(await errands()).toHaveLength(2)
})

it('believes its own server’s verdict, and goes on when the name service is away', async () => {
  const company = await world.newCompany()
  await company.staff(JO, 'Jo Lind')
  const assistant = room.freshAddress('assistant')
  const box = await company.mailbox(room, assistant)
  await company.change((tx) =>
    tx.prisma.mailbox.updateMany({
      where: { workspaceId: tx.scope.workspaceId, id: box },
      data: { authservId: 'mx.ours' },
    }),
  )
  const away = async () => {
    throw Object.assign(new Error('timeout'), { code: 'ETIMEOUT' })
  }
  const deps = { ...world.deps, assistant, resolver: away }
  await syncMailbox(deps, box, { signal })
  const date = new Date().toUTCString()
  const plain = (id: string, text: string) => letter({ id, from: JO, to: assistant, text, date })
  const verdict =
    'Authentication-Results: mx.ours; spf=pass smtp.mailfrom=lindenhof.test; dmarc=pass header.from=lindenhof.test'
  await putMail(room, assistant, 'INBOX', [
    `${verdict}\r\n${plain('a@lindenhof.test', 'deal list')}`,
    plain('b@lindenhof.test', 'company list'),
  ])
  expect(await syncMailbox(deps, box, { signal })).toMatchObject({ failed: 0 })
  const rows = await company.read(
    ({ sql, scope }) => sql<{ payload: Taken }[]>`
      select payload from inbound_event where workspace_id = ${scope.workspaceId} order by payload ->> 'line'`,
  )
  expect(rows.map(({ payload: { line, problem } }) => [line, problem])).toEqual([
    ['company list', expect.stringContaining('name service') as unknown],
    ['deal list', null],
  ])
})
