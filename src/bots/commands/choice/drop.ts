import { dropChoice } from '../../../domain/crm/change-choice.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'choice drop',
  summary: 'Take an entry out of its list; what was closed with it keeps it',
  example: 'choice drop "No answer"',
  params: { choice: target('choice', 'Entry') },
  needs: 'pipeline.write',
  risk: 'reversible',
  run: async (_context, { choice }, tx) => {
    const { id, list, name, version } = await dropChoice(tx, choice.id)
    return {
      headline: `“${name}” is no longer in ${list}`,
      undo: { command: 'choice new', args: { name, list }, versions: { [`choice:${id}`]: version } },
      data: { list, name },
    }
  },
})
