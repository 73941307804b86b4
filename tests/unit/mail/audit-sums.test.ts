import { expect, it } from 'vitest'
import { addUp, type FolderAudit } from '../../../src/mail/audit-mailbox.js'

const folder: FolderAudit = {
  folder: 'INBOX',
  server: 3,
  stored: 3,
  missing: [],
  extra: [],
  skipped: {},
  older: 0,
  problem: null,
}
const mailbox = (folders: FolderAudit[], missing = 0, extra = 0) => ({ folders, missing, extra })

it.each([
  ['all is there', [mailbox([folder])], { complete: true, missing: 0, extra: 0, unopened: 0 }],
  ['one is missing', [mailbox([folder], 1), mailbox([folder])], { complete: false, missing: 1, extra: 0, unopened: 0 }],
  ['one is extra', [mailbox([folder], 0, 2)], { complete: false, missing: 0, extra: 2, unopened: 0 }],
  [
    'a folder that the server does not open',
    [mailbox([folder, { ...folder, folder: 'Locked', server: 0, stored: 0, problem: 'its server does not open it' }])],
    { complete: false, missing: 0, extra: 0, unopened: 1 },
  ],
])('%s', (_, audits, sums) => expect(addUp(audits)).toEqual(sums))
