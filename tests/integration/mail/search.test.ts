import { beforeAll, expect, it } from 'vitest'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import { addMailbox } from '../../../src/domain/correspondence/add-mailbox.js'
import { fileMessages } from '../../../src/domain/correspondence/file-messages.js'
import { randomIds } from '../../../src/lib/ids.js'
import { readSecretKey } from '../../../src/lib/secret-box.js'
import { filingItem } from '../../support/filing.js'
import type { Letter } from '../../support/letter.js'
import { TEST_KEY } from '../../support/test-key.js'
import { openSalesDesk } from '../crm/sales-desk.js'

const desk = await openSalesDesk()
const { db } = desk.deps
const mailbox = (address: string, visibility: 'full' | 'metadata') =>
  addMailbox(db, desk.scope, readSecretKey(TEST_KEY), {
    address,
    imap: 'imaps://x:y@mail.example',
    visibility,
    kind: 'shared',
  })
const file = async (mailboxId: string, letters: readonly Letter[]) => {
  const items = await Promise.all(letters.map((given, n) => filingItem(mailboxId, n + 1, given)))
  await bulkWorkspace(db, desk.scope, (bulk) => fileMessages(bulk, randomIds, items))
}
const FILE = {
  headers: { 'Content-Type': 'multipart/mixed; boundary="b"' },
  text: '--b\nContent-Type: text/plain\n\nThe plan is attached.\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="plan.pdf"\n\nx\n--b--',
}

beforeAll(async () => {
  await desk.say('dana', 'contact new "Ada Lovelace" email:ada@acme.example')
  const us = 'info@lindenhof.test'
  await file(await mailbox(us, 'full'), [
    {
      id: '1@x',
      from: 'ada@acme.example',
      to: us,
      subject: 'Renewal',
      text: 'Our offer for renewal, signed.',
      date: 'Thu, 01 Oct 2026 10:00:00 +0000',
    },
    {
      id: '2@x',
      from: 'Bea Bolt <bea@bolt.example>',
      to: us,
      subject: 'Plan',
      date: 'Sun, 01 Nov 2026 10:00:00 +0000',
      ...FILE,
    },
    {
      id: '3@x',
      from: us,
      to: 'Bea Bolt <bea@bolt.example>',
      subject: 'Question',
      text: 'Renewal? An offer for you.',
      date: 'Mon, 02 Nov 2026 10:00:00 +0000',
    },
  ])
  await file(await mailbox('boss@lindenhof.test', 'metadata'), [
    {
      id: '4@x',
      from: 'ada@acme.example',
      to: 'boss@lindenhof.test',
      subject: 'Secret plan',
      date: 'Tue, 03 Nov 2026 10:00:00 +0000',
      ...FILE,
    },
  ])
})

const found = async (text: string) =>
  ((await desk.say('rita', text)).data as { threads: { subject: string | null }[] }).threads.map(
    ({ subject }) => subject,
  )

it.each([
  ['search mail renewal', ['Question', 'Renewal']],
  ['search mail "offer for renewal"', ['Renewal']],
  ['search from:bea', ['Plan']],
  ['search from:bolt.example', ['Plan']],
  ['search mail to:bea@bolt.example', ['Question']],
  ['search mail renewal to:"bea bolt"', ['Question']],
  ['search from:ada', [null, 'Renewal']],
  ['search from:lovelace', [null, 'Renewal']],
  ['search mail before:2026-11-01', ['Renewal']],
  ['search mail after:2026-11-02', [null, 'Question']],
  ['search mail after:2026-10-01 before:2026-11-02', ['Plan', 'Renewal']],
  ['search has:attachment', ['Plan']],
  ['search mail plan has:attachment from:ada', []],
  ['search mail secret', []],
  ['search mail "renewal our"', []],
  ['search from:nobody', []],
])('%s', async (text, subjects) => expect(await found(text)).toEqual(subjects))

it('who may see no mail finds none', async () => {
  expect((await desk.say('hugo', 'search mail renewal')).data).toMatchObject({ results: [] })
  expect((await desk.say('hugo', 'search from:ada')).data).toEqual({ threads: [] })
})
