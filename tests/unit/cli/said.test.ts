import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { checkBackup, noteBackup } from '../../../src/cli/backup/last-backup.js'
import { faultText } from '../../../src/cli/verbs/verify.js'
import { hearersText } from '../../../src/cli/who-hears.js'

test.each([
  ['Entry numbers have a gap.', { entries: 41, last: 43 }, 'Entry numbers have a gap (entries 41, last 43).'],
  ['A seal does not prove.', { seal: 7, entry_id: 'x', of: null }, 'A seal does not prove (seal 7).'],
  ['The chain is broken.', { entry_id: 'x' }, 'The chain is broken.'],
])('what the books are at fault with is a sentence: %s', (problem, detail, text) => {
  expect(faultText(problem, detail)).toBe(text)
})

test('the last backup is said, and one of long ago is a fault', async () => {
  const home = await mkdtemp(path.join(os.tmpdir(), 'daybook-last-'))
  const made = new Date('2026-11-01T02:30:00Z')
  expect(await checkBackup(home, made)).toMatchObject({ ok: true, detail: expect.stringContaining('none was made') })
  await noteBackup(home, made)
  expect(await checkBackup(home, new Date('2026-11-08T02:30:00Z'))).toMatchObject({ ok: true })
  expect(await checkBackup(home, new Date('2026-11-10T02:30:00Z'))).toMatchObject({ ok: false })
  await rm(home, { recursive: true })
})

test('everybody whom Daybook would write to is named, and how', () => {
  const staff = [
    { name: 'Ann', email: 'ann@us.example', by: 'slack' as const },
    { name: 'Ben', email: 'ben@us.example', by: 'mail' as const },
  ]
  const quiet = { staff, reports: [], remindsCustomers: false }
  expect(hearersText(quiet)).toEqual([
    expect.stringContaining('(2):'),
    '  Ann <ann@us.example>, in Slack',
    '  Ben <ben@us.example>, by mail',
    'Customers get only what a member of staff confirms.',
  ])
  const reports = [{ report: 'profit-and-loss', to: 'board@us.example' }]
  const text = hearersText({ staff, reports, remindsCustomers: true }).join('\n')
  expect(text).toContain('report profit-and-loss to board@us.example')
  expect(text).toContain('Customers will be reminded by mail')
  expect(text).not.toContain('Customers get only')
})
