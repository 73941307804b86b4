import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fileMessages } from '../../../src/domain/correspondence/file-messages.js'
import { listPartition } from '../../../src/domain/correspondence/thread-store.js'
import { randomIds } from '../../../src/lib/ids.js'
import { filingItem } from '../../support/filing.js'
import { type MailCompany, mailWorld } from '../../support/mail.js'

const world = await mailWorld()
const nowhere = {
  imap: { host: 'mail.example', port: 143 },
  smtp: { host: 'mail.example', port: 587 },
  password: 'x',
  freshAddress: (name: string) => name,
}

const id = fc.integer({ min: 0, max: 29 }).map((n) => `m${n}@x`)
const mail = fc.record({ key: id, refs: fc.array(id, { maxLength: 3 }) })
/** The same id may come several times, with other references: copies of one message. */
const mails = fc.array(mail, { minLength: 20, maxLength: 30 })
type Mail = { key: string; refs: string[] }

async function file(company: MailCompany, mailbox: string, list: readonly Mail[], batchSize: number): Promise<void> {
  const items = await Promise.all(
    list.map(({ key, refs }) => {
      const at = new Date(Date.UTC(2026, 9, 1 + Number(/\d+/.exec(key)?.[0]), 10))
      const uid = list.findIndex((each) => each.key === key && each.refs === refs) + 1
      return filingItem(mailbox, uid, {
        id: key,
        from: 'ada@acme.com',
        to: 'jo@us.example',
        subject: key,
        date: at.toUTCString(),
        references: refs,
      })
    }),
  )
  for (let at = 0; at < items.length; at += batchSize)
    await company.bulk((bulk) => fileMessages(bulk, randomIds, items.slice(at, at + batchSize)))
}

const stateOf = async (company: MailCompany) => {
  const threads = await company.read(listPartition)
  return threads.map(({ subject, messageIds }) => ({ subject, messageIds }))
}

/** Ten mailboxes in five orders each. */
const MAILBOXES = 10
const ORDERS = 5

it('the database holds the same messages in the same threads in fifty orders, whatever the batches and copies (law 6)', async () => {
  const cases = mails.chain((given) => {
    const order = fc.tuple(
      fc.shuffledSubarray(given, { minLength: given.length, maxLength: given.length }),
      fc.integer({ min: 1, max: 7 }),
    )
    return fc.tuple(fc.constant(given), fc.array(order, { minLength: ORDERS, maxLength: ORDERS }))
  })
  await fc.assert(
    fc.asyncProperty(cases, async ([given, orders]) => {
      const one = await world.newCompany()
      await file(one, await one.mailbox(nowhere, 'jo@us.example'), given, given.length)
      const wanted = await stateOf(one)
      expect(wanted.flatMap(({ messageIds }) => messageIds).sort()).toEqual(
        [...new Set(given.map(({ key }) => key))].sort(),
      )
      for (const [shuffled, size] of orders) {
        const other = await world.newCompany()
        const mailbox = await other.mailbox(nowhere, 'jo@us.example')
        await file(other, mailbox, shuffled, size)
        await file(other, mailbox, given, given.length) // and all of it once more
        expect(await stateOf(other)).toEqual(wanted)
      }
    }),
    { numRuns: MAILBOXES, endOnFailure: true }, // a failure is told as it was found: each try to make it smaller costs five orders
  )
}, 120_000)
