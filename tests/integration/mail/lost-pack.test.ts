import { rename } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { letter } from '../../support/letter.js'
import { mailDesk } from '../../support/mail-desk.js'
import { deliveryReport } from '../../support/report.js'

const desk = await mailDesk([{ name: 'fay', roles: ['finance'] }])
const us = 'books@lindenhof.test'

it('a mail whose bytes can’t be read just now is worked on once they can: a bounce is not lost', async () => {
  const mailbox = await desk.mailbox(us)
  await desk.change((tx) => createContact(tx, { name: 'Ada', addresses: ['ada@acme.test'] }))
  const report = deliveryReport({
    to: us,
    about: 'offer@x',
    recipients: [{ address: 'ada@acme.test', status: '5.1.1' }],
  })
  await desk.arrive(mailbox, [letter({ id: 'offer@x', from: us, to: 'ada@acme.test' }), report])
  const packs = path.join(desk.rawDir, desk.scope.workspaceId)
  await rename(packs, `${packs}-away`)
  await expect(desk.work(/mail.report/)).rejects.toMatchObject({
    code: 'unavailable',
    userMessage: expect.stringContaining(`is not in ${desk.rawDir}.`),
  })
  const health = () => desk.rows('select health from contact_address')
  expect(await health()).toEqual([{ health: 'ok' }])
  await rename(`${packs}-away`, packs)
  expect(await desk.work(/mail.report/)).toContain('mail.report')
  expect(await health()).toEqual([{ health: 'invalid' }])
})
