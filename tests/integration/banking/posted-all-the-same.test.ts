import { expect, it } from 'vitest'
import { bankDesk } from '../../support/bank-desk.js'
import { camt, camtEntry } from '../../unit/banking/files.js'

const { books, say, bring, click, invoice, open, faults } = await bankDesk()
const nordwind = await books.customer('Nordwind')

let day = 10
let balance = 0
/** A statement of one line on its own day, and the line's reference. */
async function line(entry: { amount: string; name?: string; text?: string }): Promise<string> {
  day += 1
  const date = `2026-11-${day}`
  const opening = balance
  balance += Number(entry.amount)
  const entries = camtEntry({ ...entry, date })
  const days = { from: date, to: date, entries }
  await bring(`${date}.xml`, camt({ ...days, opening: opening.toFixed(2), closing: balance.toFixed(2) }))
  const { data } = (await say('bank lines open')).reply
  return (data as { lines: { line: string }[] }).lines[0]?.line ?? ''
}

it('asks before it posts what names an open invoice, with a button for that', async () => {
  const number = await invoice(nordwind, 100_000n)
  const ref = await line({ amount: '1185.00', name: 'Nordwind', text: `Invoice ${number}` })
  const asked = await say(`bank post ${ref} account:6855`)
  expect(asked).toMatchObject({
    ok: true,
    confirm: expect.any(String) as unknown,
    reply: {
      headline: expect.stringMatching(/^LINE-\d+ 1,185.00 EUR seems to be something else. Post it to 6855/) as unknown,
      sections: [
        {
          title: 'It may be',
          lines: expect.arrayContaining([`It names ${number}. 5.00 EUR less: the bank’s fee.`]) as unknown,
        },
      ],
    },
  })
  expect((await say(`bank lines open`)).reply.data).toMatchObject({ lines: [{ line: ref }] })
  expect((await click(asked, 'is the bank’s fee')).reply.headline).toContain(`is matched: ${number}`)
  expect(await open(number)).toBe('0')
  // What was shown is not so any more: nothing is posted over the match.
  expect((await click(asked, 'Post it all the same')).ok).toBe(false)
  expect(await faults()).toEqual([])
})

it('posts it where that is meant', async () => {
  const number = await invoice(nordwind, 50_000n)
  const asked = await say(`bank post ${await line({ amount: '595.00', text: number })} account:6855`)
  expect((await click(asked, 'Post it all the same')).reply.headline).toContain('is posted to 6855')
  expect(await open(number)).toBe('59500')
})

it('posts at once what is like a document in its amount alone, and says by which entry', async () => {
  const ref = await line({ amount: '595.00', name: 'Somebody', text: 'thanks' })
  const posted = await say(`bank post ${ref} account:6855`)
  expect(posted.confirm).toBeUndefined()
  expect(posted.reply).toMatchObject({
    headline: expect.stringMatching(/is posted to 6855/) as unknown,
    changes: [{ label: 'State', before: 'open', after: expect.stringMatching(/^posted to 6855/) as unknown }],
  })
  expect((await click(posted, 'Journal entry')).reply.headline).toContain('Somebody: thanks')
  expect((await say('bank post LINE-1 account:6855')).reply.headline).toContain('is matched already')
})
