import { getCase, putCaseSearch } from '../../../domain/support/case-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { changeParam, restoreRows } from '../restore.js'

export default defineCommand({
  name: 'case take-back',
  summary: 'Take back a change of many cases, their clocks with them',
  example: 'case take-back 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: { change: changeParam },
  needs: 'case.write',
  risk: 'reversible',
  hidden: true,
  run: async ({ asker }, { change }, tx) => {
    const rows = await restoreRows(tx, change, ['support_case'])
    const ids = [...new Set(rows.map(({ id }) => id))]
    const refs: string[] = []
    for (const id of ids) {
      const one = await getCase(tx, id)
      refuseOthers(asker, 'case.write', one)
      await putCaseSearch(tx, one)
      refs.push(one.ref)
    }
    const [only] = refs
    return {
      headline: `${only && refs.length === 1 ? `${only} is` : `${counted(refs.length, 'case')} are`} as before.`,
      data: { restored: refs },
    }
  },
})
