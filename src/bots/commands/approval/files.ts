import { listFiles } from '../../../domain/payables/bill-file-store.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { openFiles } from '../file/open-files.js'
import { target } from '../params.js'
import { approvalRow } from './read-approval.js'

export default defineCommand({
  name: 'approval file',
  summary: 'What a decision is proved by, to be opened before you decide: the supplier’s document, a receipt',
  example: 'approval file APR-12',
  params: { approval: target('approval', 'Approval') },
  needs: 'approval.write',
  risk: 'read',
  run: async (context, { approval: { id, ref } }) => {
    const { row, files } = await context.read(async (read) => {
      const row = await approvalRow(read, id)
      return { row, files: OF_BILLS.includes(row.kind) ? await listFiles(read, { billId: row.subject }) : [] }
    })
    if (files.length === 0) throw refused(`No file belongs to ${ref}.`)
    return openFiles(context, row.title, files)
  },
})

const OF_BILLS: readonly string[] = ['bill', 'expense']
