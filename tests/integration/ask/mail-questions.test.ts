import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import type { Who } from '../../../src/bots/commands/request.js'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import { addMailbox } from '../../../src/domain/correspondence/add-mailbox.js'
import { fileMessages } from '../../../src/domain/correspondence/file-messages.js'
import { setThreadPrivate } from '../../../src/domain/correspondence/private-thread.js'
import { shareMailbox } from '../../../src/domain/correspondence/share-mailbox.js'
import { levelOf } from '../../../src/domain/correspondence/visibility-sql.js'
import { randomIds } from '../../../src/lib/ids.js'
import { readSecretKey } from '../../../src/lib/secret-box.js'
import { foundedCompany } from '../../support/company.js'
import { filingItem } from '../../support/filing.js'
import { TEST_KEY } from '../../support/test-key.js'

// Mail is asked about by the rules of every face: who holds a copy sees all, a colleague what a mailbox with a copy shares, nobody else's
// private thread exists.

const company = await foundedCompany(
  ['ann', 'bob', 'cleo'].map((name) => ({ name, roles: ['sales'] })),
  { at: '2026-11-23T09:00:00Z' },
)
const { db, scope, staff } = company
const catalog = await loadCatalog()
afterAll(() => db.close())

const key = readSecretKey(TEST_KEY)
const open = (address: string) =>
  addMailbox(db, scope, key, {
    address,
    imap: `imap://x:y@127.0.0.1:1`,
    visibility: address.startsWith('team') ? 'full' : 'metadata',
  })

beforeAll(async () => {
  const boxes = {
    ann: await open('ann@lindenhof.test'),
    bob: await open('bob@lindenhof.test'),
    team: await open('team@lindenhof.test'),
  }
  await company.change((tx) => shareMailbox(tx, boxes.bob, 'subject'), 'bob')
  const arrivals: [keyof typeof boxes, string][] = [
    ['ann', 'only with ann'],
    ['bob', 'with bob, by its subject'],
    ['team', 'for all'],
    ['ann', 'a copy with both'],
    ['bob', 'a copy with both'],
    ['bob', 'bob keeps this to himself'],
  ]
  for (const [n, [box, subject]] of arrivals.entries()) {
    const id = `${subject.replace(/\W+/g, '-')}@far.example`
    const item = await filingItem(boxes[box], n + 1, {
      id,
      subject,
      from: '"Far" <far@away.example>',
      to: `${box}@lindenhof.test`,
      date: `Mon, ${String(n + 2).padStart(2, '0')} Nov 2026 10:00:00 +0000`,
    })
    await bulkWorkspace(db, { ...scope, via: 'mail' }, (bulk) => fileMessages(bulk, randomIds, [item]))
  }
  const [kept] = await company.read(
    ({ sql }) => sql<{ id: string }[]>`select thread_id::text as id from message where subject like 'bob keeps%'`,
  )
  await company.change((tx) => setThreadPrivate(tx, kept?.id ?? '', staff['bob'] ?? '', true), 'bob')
})

type Row = { mail: { title: string } | string; subject: string | null }
const asked = async (who: Omit<Who, 'workspaceId' | 'via'>, words: string) => {
  const text = `report mails ${words}`
  const answer = await dispatch(
    { db, catalog },
    { who: { workspaceId: scope.workspaceId, via: 'terminal', ...who }, input: { text } },
  )
  expect(answer.ok, answer.reply.headline).toBe(true)
  return { rows: (answer.reply.data as { rows: Row[] }).rows, whole: JSON.stringify(answer.reply) }
}

/** What `levelOf`, which every list and card of mail asks, says of each mail. */
const levels = (name: string) =>
  company.read(
    (read) => read.sql<{ subject: string; level: number }[]>`
      select m.subject, ${levelOf(read, staff[name] ?? '')} as level from message m
        join thread t on t.workspace_id = m.workspace_id and t.id = m.thread_id order by m.sent_at, m.id`,
  )

describe.each(['ann', 'bob', 'cleo'])('%s', (name) => {
  it('is told of the mails that lists and cards show, and of as much', async () => {
    const { rows, whole } = await asked({ staffId: staff[name] ?? '' }, 'show:subject sort:sent')
    const known = (await levels(name)).filter(({ level }) => level >= 0)
    expect(rows.map(({ subject }) => subject)).toEqual(known.map(({ subject, level }) => (level >= 1 ? subject : null)))
    for (const { subject } of (await levels(name)).filter(({ level }) => level < 1))
      expect(whole).not.toContain(subject)
  })

  it('counts, groups and narrows by nothing else', async () => {
    const staffId = staff[name] ?? ''
    const known = (await levels(name)).filter(({ level }) => level >= 0)
    const counted = await asked({ staffId }, 'group:direction')
    expect(counted.rows).toMatchObject([{ count: known.length }])
    const bySubject = await asked({ staffId }, 'where subject:~ann')
    expect(bySubject.rows).toHaveLength(
      known.filter(({ subject, level }) => level >= 1 && subject.includes('ann')).length,
    )
    const grouped = await asked({ staffId }, 'group:subject')
    for (const { subject } of (await levels(name)).filter(({ level }) => level < 1))
      expect(grouped.whole).not.toContain(subject)
  })
})

it('says where several read it what is nobody’s own', async () => {
  const readers = { staffIds: [staff['ann'] ?? '', staff['cleo'] ?? ''], owned: false }
  const { rows } = await asked({ staffId: staff['ann'] ?? '', readers }, 'show:subject sort:sent')
  expect(rows.map(({ subject }) => subject)).toEqual([null, 'with bob, by its subject', 'for all', 'a copy with both'])
})
