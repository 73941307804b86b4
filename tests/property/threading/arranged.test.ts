import fc from 'fast-check'
import { expect, it } from 'vitest'
import { joinThreads, splitThread } from '../../../src/domain/correspondence/arrange-thread.js'
import { arrangeThreads } from '../../../src/domain/correspondence/arranged-threading.js'
import { fileMessages } from '../../../src/domain/correspondence/file-messages.js'
import { listPartition } from '../../../src/domain/correspondence/thread-store.js'
import { threadBatch } from '../../../src/domain/correspondence/threading.js'
import { AppError } from '../../../src/lib/errors.js'
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
type Mail = { key: string; refs: string[] }
const id = fc.integer({ min: 0, max: 9 }).map((n) => `m${n}@x`)
const mails = fc.uniqueArray(fc.record({ key: id, refs: fc.array(id, { maxLength: 3 }) }), {
  selector: (mail) => mail.key,
  minLength: 3,
  maxLength: 9,
})

const stored = (groups: readonly (readonly string[])[], given: readonly Mail[]) => {
  const keys = new Set(given.map(({ key }) => key))
  return groups
    .map((group) => group.filter((key) => keys.has(key)).sort())
    .filter((group) => group.length > 0)
    .sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
}

it('with nothing arranged the threads are those of every other mail', () => {
  fc.assert(
    fc.property(mails, (given) => {
      const { threadOf } = threadBatch(given, new Map(), () => randomIds.next())
      const groups = new Map<string, string[]>()
      for (const [key, thread] of threadOf) groups.set(thread, [...(groups.get(thread) ?? []), key])
      expect(stored(arrangeThreads(given, { pins: [], joins: [] }), given)).toEqual(stored([...groups.values()], given))
    }),
  )
})

async function file(company: MailCompany, mailbox: string, list: readonly Mail[]): Promise<void> {
  const items = await Promise.all(
    list.map(({ key, refs }) =>
      filingItem(mailbox, Number(/\d+/.exec(key)?.[0]) + 1, {
        id: key,
        from: 'ada@acme.com',
        to: 'jo@us.example',
        subject: key,
        references: refs,
      }),
    ),
  )
  for (const item of items) await company.bulk((bulk) => fileMessages(bulk, randomIds, [item]))
}

const messageOf = async (company: MailCompany, key: string) => {
  const [row] = await company.read(
    ({ sql, scope }) => sql<{ id: string; threadId: string }[]>`
    select id, thread_id as "threadId" from message where workspace_id = ${scope.workspaceId} and message_key = ${key}`,
  )
  return row
}

it('a split and a merge give the same threads whenever they are made and in whatever order mail arrives', async () => {
  const cases = mails.chain((given) =>
    fc.record({
      given: fc.constant(given),
      shuffled: fc.shuffledSubarray(given, { minLength: given.length, maxLength: given.length }),
      pin: fc.constantFrom(...given),
      pair: fc.shuffledSubarray(given, { minLength: 2, maxLength: 2 }),
      early: fc.boolean(),
    }),
  )
  await fc.assert(
    fc.asyncProperty(cases, async ({ given, shuffled, pin, pair: [a, b], early }) => {
      const company = await world.newCompany()
      const mailbox = await company.mailbox(nowhere, 'jo@us.example')
      const pins: string[] = []
      const joins: [string, string][] = []
      const arrange = async () => {
        const root = await messageOf(company, pin.key)
        if (root && pins.length === 0) {
          const done = await company
            .change((tx) => splitThread(tx, root.threadId, root.id))
            .catch((error) => {
              if (error instanceof AppError && error.code === 'refused') return null
              throw error
            })
          if (done) pins.push(pin.key)
        }
        const [one, other] = [await messageOf(company, a?.key ?? ''), await messageOf(company, b?.key ?? '')]
        if (one && other && one.threadId !== other.threadId && joins.length === 0) {
          await company.change((tx) => joinThreads(tx, one.threadId, other.threadId))
          // What is joined are the oldest mails of both threads.
          const [join] = await company.read(
            ({ sql, scope }) => sql<{ key: string; other: string }[]>`
            select message_key as key, other_key as other from thread_join where workspace_id = ${scope.workspaceId}`,
          )
          if (join) joins.push([join.key, join.other])
        }
      }
      const half = early ? Math.ceil(shuffled.length / 2) : shuffled.length
      await file(company, mailbox, shuffled.slice(0, half))
      await arrange()
      await file(company, mailbox, shuffled.slice(half))
      await file(company, mailbox, given) // and all of it once more
      const threads = await company.read(listPartition)
      const wanted = arrangeThreads(given, { pins, joins })
      expect(
        stored(
          threads.map(({ messageIds }) => messageIds),
          given,
        ),
      ).toEqual(stored(wanted, given))
    }),
    { numRuns: 20 },
  )
}, 120_000)
