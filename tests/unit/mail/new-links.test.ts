import { expect, it } from 'vitest'
import { type KnownLink, type LinkRow, newLinks } from '../../../src/domain/correspondence/link-store.js'

const row = (evidence: string, mailboxId: string | null = null, recordId = 'ada'): LinkRow => ({
  threadId: 't1',
  messageId: 'm1',
  kind: 'contact',
  recordId,
  evidence,
  mailboxId,
})
const known = (more: Partial<KnownLink> = {}): KnownLink => ({
  threadId: 't1',
  recordId: 'ada',
  mailboxId: null,
  removed: false,
  ...more,
})
const reasons = (rows: readonly LinkRow[], links: readonly KnownLink[] = []) =>
  newLinks(rows, links).map(({ evidence }) => evidence)

it('links a record to a thread once, with its first reason', () => {
  expect(reasons([row('from'), row('to'), row('elsewhere', null, 'bo')])).toEqual(['from', 'elsewhere'])
})

it('prefers the link that everybody may see to one by a mailbox’s own copy', () => {
  expect(reasons([row('bcc', 'box1'), row('from')])).toEqual(['from'])
})

it('leaves alone what is linked, or was unlinked by a person', () => {
  expect(reasons([row('from')], [known()])).toEqual([])
  expect(reasons([row('bcc', 'box1')], [known()])).toEqual([])
  expect(reasons([row('from')], [known({ mailboxId: 'box1', removed: true })])).toEqual([])
})

it('links for all, or for another mailbox, what one mailbox’s own copy showed', () => {
  const shown = [known({ mailboxId: 'box1' })]
  expect(reasons([row('bcc', 'box1')], shown)).toEqual([])
  expect(reasons([row('from')], shown)).toEqual(['from'])
  expect(reasons([row('bcc', 'box2')], shown)).toEqual(['bcc'])
  expect(reasons([row('from')], [known({ threadId: 't2' }), known({ recordId: 'bo' })])).toEqual(['from'])
})
