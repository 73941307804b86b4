import { z } from 'zod'
import { inWorkspace } from '../../db/in-workspace.js'
import { getProduct, putProductSearch } from '../../domain/billing/product-store.js'
import { reindexNow } from '../../domain/crm/reindex-store.js'
import { WITH_TAGS } from '../../domain/crm/tag-store.js'
import { getCase, putCaseSearch } from '../../domain/support/case-store.js'
import { defineJob } from '../define-job.js'

export default defineJob({
  name: 'records-reindex',
  summary: 'Puts records that were changed together by the hundred into search',
  on: ['records.reindex'],
  data: z.object({ kind: z.enum(WITH_TAGS), ids: z.array(z.string()) }),
  run: async ({ db, scope }, { kind, ids }) => {
    await inWorkspace(db, scope, async (tx) => {
      if (kind === 'case') for (const id of ids) await putCaseSearch(tx, await getCase(tx, id))
      else if (kind === 'product') for (const id of ids) await putProductSearch(tx, await getProduct(tx, id))
      else await reindexNow(tx, kind, ids)
    })
  },
})
