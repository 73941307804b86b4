import { findThreadsByIds, type ThreadName } from '../../../domain/correspondence/thread-store.js'
import { type Candidate, defineRecordKind } from '../define-record-kind.js'

/** A thread has no reference of its own: it is found by the words of its subject, and named by its id in buttons. */
const candidate = (thread: ThreadName): Candidate => ({
  kind: 'thread',
  id: thread.id,
  ref: thread.id,
  title: thread.subject ?? '(private)',
  version: thread.version,
  details: [thread.lastFrom, { at: thread.lastAt }, thread.messages],
})

export default defineRecordKind({
  kind: 'thread',
  one: 'mail thread',
  many: 'mail threads',
  refPrefixes: ['THREAD'],
  needs: 'mail.read',
  table: 'thread',
  detailLabels: ['Last from', 'Last mail', 'Mails'],
  show: 'thread show',
  findByIds: async ({ read, asker }, ids) => (await findThreadsByIds(read, ids, asker)).map(candidate),
  findByRef: async () => [],
  // Subjects repeat, and are not all to be seen: threads are found by search alone.
  findByName: async () => [],
  searchable: true,
})
