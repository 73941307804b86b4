import { expect, test } from 'vitest'
import { bankDesk } from '../../support/bank-desk.js'

const { books, say, click, invoice } = await bankDesk()
const customer = await books.customer('Nordwind')

const notesOf = async (words: string) => (await say(words)).reply.notes?.join() ?? ''

test('money of which nothing says what it is for is shown beside what is open, and a button says it', async () => {
  expect(await notesOf('payment new Nordwind amount:119')).not.toContain('Open with')
  const numbers = [await invoice(customer, 100_00n), await invoice(customer, 200_00n), await invoice(customer, 300_00n)]
  await invoice(customer, 400_00n)
  const asked = await say('payment new Nordwind amount:238 reference:"thanks"')
  expect(asked.reply.notes).toContain(
    `Nothing says what it is for. Open with Nordwind: ${numbers.join(', ')} and 1 more.`,
  )
  const shown = await click(asked, `For ${numbers[1]}`)
  expect(shown.reply.headline).toBe('Record 238.00 EUR from Nordwind?')
  expect(shown.reply.fields).toContainEqual({ label: 'Reference', value: 'thanks' })
  const done = await click(shown, 'Record it')
  expect(done.reply.data).toMatchObject({ onAccount: '0.00', documents: [{ document: numbers[1], status: 'paid' }] })
  expect(await notesOf(`payment new Nordwind amount:5 for:${numbers[0]}`)).not.toContain('Open with')
  expect(await notesOf('payment new Nordwind amount:5 direction:out')).not.toContain('Open with')
})
