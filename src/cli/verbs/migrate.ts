import { withStore } from '../company.js'
import { defineVerb } from '../define-verb.js'

export default defineVerb({
  name: 'migrate',
  summary: 'Bring the database up to date',
  run: (input) =>
    withStore(input, async () => {
      input.terminal.out(input.terminal.json ? JSON.stringify({ ok: true }) : 'The database is up to date.')
      return 0
    }),
})
