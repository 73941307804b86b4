import { inWorkspace } from '../../db/in-workspace.js'
import { reindexNow } from '../../domain/crm/reindex-store.js'
import type { Tagged } from '../../domain/crm/tag-store.js'
import { defineJob } from '../define-job.js'

export default defineJob({
  name: 'records-reindex',
  summary: 'Puts records that were changed together by the hundred into search',
  on: ['records.reindex'],
  run: async ({ db, scope }, data) => {
    const { kind, ids } = data as { kind: Tagged; ids: string[] }
    await inWorkspace(db, scope, (tx) => reindexNow(tx, kind, ids))
  },
})
