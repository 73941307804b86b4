import { HIDDEN } from '../../../domain/correspondence/hidden.js'
import { findThreadsByIds, type ThreadName } from '../../../domain/correspondence/thread-store.js'
import { listThreadTitles } from '../../../domain/correspondence/thread-title-store.js'
import { type Candidate, defineRecordKind } from '../define-record-kind.js'

/** Found by its reference and by the words of its subject, as far as the asker may see them. */
const candidate = (thread: ThreadName): Candidate => ({
  kind: 'thread',
  id: thread.id,
  ref: thread.ref,
  title: thread.subject ?? HIDDEN,
  version: thread.version,
  details: [thread.lastFrom, { at: thread.lastAt }, thread.messages],
})

export default defineRecordKind({
  kind: 'thread',
  one: 'mail thread',
  many: 'mail threads',
  refPrefixes: ['MAIL', 'THREAD'],
  needs: 'mail.read',
  owned: 'as far as a mailbox with a copy is shared',
  table: 'thread',
  detailLabels: ['Last from', 'Last mail', 'Mails'],
  show: 'thread show',
  findByIds: async ({ read, asker }, ids) => (await findThreadsByIds(read, ids, asker)).map(candidate),
  nameByIds: async ({ read, asker }, ids) =>
    (await listThreadTitles(read, ids, asker)).map(({ subject, ...thread }) => ({
      ...thread,
      title: subject ?? HIDDEN,
    })),
  findByRef: async ({ read, asker }, ref) =>
    (await findThreadsByIds(read, { ref: ref.replace(/^THREAD/, 'MAIL') }, asker)).map(candidate),
  // Subjects repeat, and are not all to be seen: threads are found by search alone.
  findByName: async () => [],
  searchable: true,
})
