import { z } from 'zod'
import { askCard } from '../../bots/commands/bank/candidates.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { loadMatchable, matchOpenLines } from '../../domain/banking/match-open-lines.js'
import { proposeMatch } from '../../domain/banking/propose-match.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { defineJob } from '../define-job.js'
import { tellOwner } from '../tell-owner.js'

/** Cards of one import: more are asked for with `bank lines`. */
const ASKED = 10

export default defineJob({
  name: 'bank-match',
  summary: 'Matches what is certain of the lines that came in, and asks finance about the rest, a card a line',
  on: ['bank.imported'],
  data: z.object({ statementIds: z.array(z.string()) }),
  run: async (context, { statementIds }) => {
    await matchOpenLines(context.db, context.scope)
    const { liveAt } = await readWorkspace(context.db, context.scope, getWorkspace)
    if (!liveAt) return
    const { lines, book } = await loadMatchable(context.db, context.scope)
    const asked = lines.filter(({ statementId }) => statementIds.includes(statementId)).slice(0, ASKED)
    for (const line of asked)
      await tellOwner(context, {
        ownerId: null,
        occasion: `bank-line:${line.id}`,
        reply: askCard(line, proposeMatch(line, book)),
      })
  },
})
