import { readWorkspace } from '../../db/sql-workspace.js'
import { verifyBooks } from '../../domain/ledger/verify-books.js'
import { chosenWorkspace, withStore } from '../company.js'
import { defineVerb } from '../define-verb.js'

export default defineVerb({
  name: 'verify',
  summary: 'Re-prove the books: balances, control accounts, numbering, chain',
  run: (input) =>
    withStore(input, async (store) => {
      const workspaceId = await chosenWorkspace(store, input)
      const problems = await readWorkspace(store.db, { workspaceId, actorId: null, via: 'terminal' }, verifyBooks)
      if (input.terminal.json) input.terminal.out(JSON.stringify({ ok: problems.length === 0, problems }))
      else if (problems.length === 0)
        input.terminal.out('The books are sound: balances, control accounts, numbering and chain all prove.')
      for (const each of problems) input.terminal.err(`law ${each.law}: ${each.problem} ${JSON.stringify(each.detail)}`)
      return problems.length === 0 ? 0 : 1
    }),
})
