import path from 'node:path'
import { readWorkspace } from '../../db/sql-workspace.js'
import { answer } from '../answer.js'
import { chosenScope, withStore } from '../company.js'
import { defineVerb, need } from '../define-verb.js'
import { exportCompany } from '../export-company.js'
import { progressLine } from '../progress-line.js'
import { untilStopped } from '../stop-signal.js'

export default defineVerb({
  name: 'export',
  summary: 'All records of a company as CSV and JSON, a file for each kind, to go elsewhere with',
  options: { to: { type: 'string', value: 'DIR', summary: 'a new or empty folder' } },
  run: (input) => {
    const dir = path.resolve(need(input, 'to'))
    return withStore(input, async (store) => {
      const { terminal } = input
      const scope = await chosenScope(store, input)
      const fileOf = store.mailFiles.kept(scope.workspaceId).get
      const bar = progressLine(terminal, 'export')
      const onProgress = (done: number, total: number) => bar({ folder: 'kinds', done, total })
      const summary = await untilStopped(`Stopped. ${dir} holds a part; remove it and begin again.`, (signal) =>
        readWorkspace(store.db, scope, (read) => exportCompany(read, { dir, fileOf, signal, onProgress })),
      )
      const rows = summary.kinds.reduce((sum, kind) => sum + kind.rows, 0)
      answer(
        terminal,
        { dir, rows, ...summary },
        `${dir}: ${rows} records of ${summary.kinds.length} kinds, and ${summary.files} files. README.txt says how to read them.`,
      )
      return 0
    })
  },
})
