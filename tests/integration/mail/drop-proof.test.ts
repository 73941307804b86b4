import { createTransport } from 'nodemailer'
import { expect, it } from 'vitest'
import { dropDesk, stored, toCustomer } from '../../support/drop-desk.js'
import { letter } from '../../support/letter.js'

const { setting, privateKey } = await dropDesk()

it('takes nothing from who is not staff, nothing unproved, nothing for another address', async () => {
  const { company, send, server } = await setting([])
  const refusal = (text: string) => ({ responseCode: 550, response: expect.stringContaining(text) as unknown })
  await expect(send(letter({ from: 'eve@evil.example', to: 'ada@acme.com' }))).rejects.toMatchObject(
    refusal('Only staff'),
  )
  await expect(send(toCustomer)).rejects.toMatchObject(refusal('nobody vouches'))
  const elsewhere = createTransport({ host: '127.0.0.1', port: server.port, secure: false, ignoreTLS: true })
  await expect(elsewhere.sendMail({ from: 'a@b.com', to: 'jo@lindenhof.example', text: '' })).rejects.toMatchObject(
    refusal('alone is taken'),
  )
  expect(await stored(company)).toEqual([])
})

it('takes nothing from who has left', async () => {
  const { company, send } = await setting()
  await send(toCustomer)
  await company.change((tx) => tx.prisma.staff.updateMany({ data: { active: false } }))
  const later = letter({ id: 'later@x', from: 'jo@lindenhof.example', to: 'ada@acme.com' })
  await expect(send(later)).rejects.toMatchObject({ responseCode: 550 })
  expect(await stored(company)).toMatchObject([{ key: 'bcc@x' }])
})

it('takes what the sender’s domain has signed', async () => {
  const { company, server, to } = await setting([])
  const transport = createTransport({
    host: '127.0.0.1',
    port: server.port,
    secure: false,
    ignoreTLS: true,
    dkim: { domainName: 'lindenhof.example', keySelector: 'key1', privateKey },
  })
  await transport.sendMail({
    envelope: { from: 'jo@lindenhof.example', to },
    from: 'jo@lindenhof.example',
    to: 'ada@acme.com',
    subject: 'Signed',
    messageId: '<signed@x>',
    text: 'Hello',
  })
  expect(await stored(company)).toMatchObject([{ key: 'signed@x' }])
})

it('takes what came by a server that the sender’s domain names', async () => {
  const { company, send } = await setting([])
  await company.staff('kim@here.example', 'Kim')
  const mail = letter({ id: 'spf@x', from: 'kim@here.example', to: 'ada@acme.com' })
  await expect(send(mail, 'jo@lindenhof.example')).rejects.toMatchObject({ responseCode: 550 })
  await send(mail, 'kim@here.example')
  expect(await stored(company)).toMatchObject([{ key: 'spf@x' }])
})
