import { insertSavedReport } from '../../../domain/ask/saved-report-store.js'
import { invalid } from '../../../lib/errors.js'
import { typedAction } from '../actions.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { readReport } from './read-report.js'

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
    const { words: question } = await readReport(context, words.trim().replace(/^report\s+/i, ''))
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
