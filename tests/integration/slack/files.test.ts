import { expect, test, vi } from 'vitest'
import { mailDesk } from '../../support/mail-desk.js'

const desk = await mailDesk([{ name: 'sam', roles: ['sales'] }])
const { slack } = desk
const sam = slack.as('sam')
const PHOTO = Buffer.from('a photograph of a receipt')
const kept = () => desk.rows<{ filename: string }>('select filename from bill_file order by created_at, id')

test('what Slack answers in place of a file is not kept as a receipt', async () => {
  const elsewhere = slack.channels['elsewhere'] ?? ''
  const ts = await sam.shares('Taxi', 'taxi.pdf', PHOTO, elsewhere)
  await sam.shortcut('keep_file', { channel: elsewhere, ts })
  const refused = await sam.sees(/I can’t open taxi\.pdf where it is\. Send it to me in a direct message, or invite me/)
  expect(refused.channel).toBe(await sam.dm())
  expect(await kept()).toEqual([])
  await sam.invite('elsewhere')
  await sam.shortcut('keep_file', { channel: elsewhere, ts })
  await sam.sees('What is taxi.pdf?')
  await vi.waitFor(async () => expect(await kept()).toEqual([{ filename: 'taxi.pdf' }]))
})
