import { answer } from '../answer.js'
import { withNewStore } from '../company.js'
import { defineVerb } from '../define-verb.js'

export default defineVerb({
  name: 'migrate',
  words: ['update', 'upgrade'],
  summary: 'Bring the database up to date',
  run: (input) =>
    withNewStore(input, async () => {
      answer(input.terminal, {}, 'The database is up to date.')
      return 0
    }),
})
