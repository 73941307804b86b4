import { insertSavedReport } from '../../../domain/ask/saved-report-store.js'
import { invalid } from '../../../lib/errors.js'
import { typedAction } from '../actions.js'
import { queryReading, recordSets } from '../ask/ask-context.js'
import { readQuery } from '../ask/read-query.js'
import { defineCommand } from '../define-command.js'
import { tokenize } from '../grammar/tokenize.js'
import { required } from '../params.js'

const LONGEST_NAME = 60

export default defineCommand({
  name: 'report save',
  summary: 'Give a question a name: report saved runs it again, for whoever asks and as of then',
  example: 'report save "Open by owner" deals where status:open group:owner sum:amount',
  params: {
    name: required('text', 'Name', { target: true }),
    words: required('words', 'Question', { hint: 'As you type it after report' }),
  },
  needs: 'report.save',
  risk: 'reversible',
  run: async (context, { name, words }, tx) => {
    if (name.length > LONGEST_NAME) throw invalid(`A name has at most ${LONGEST_NAME} characters.`)
    const question = words.replace(/^report\s+/i, '')
    const [first, ...rest] = tokenize(question, 'ways')
    const set = recordSets.get(first?.text ?? '')
    // Read once, so that nothing is kept that nobody can ask.
    if (set && context.asker.may(set.needs[0]))
      readQuery(set, { command: `report save "${name}" ${set.name}`, tokens: rest }, queryReading(context))
    await insertSavedReport(tx, { name, words: question, ownerId: context.asker.id })
    return {
      headline: `Saved “${name}”`,
      text: `\`report ${question}\``,
      actions: [typedAction('Run it', `report saved "${name}"`)],
      undo: { command: 'report drop', args: { name }, versions: {} },
      data: { name, words: question },
    }
  },
})
