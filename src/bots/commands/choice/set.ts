import { renameChoice } from '../../../domain/crm/change-choice.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

export default defineCommand({
  name: 'choice set',
  summary: 'Rename an entry of a list; what was closed with it keeps the name it had',
  example: 'choice set "Too expensive" name:Price',
  params: { choice: target('choice', 'Entry'), name: required('text', 'Name') },
  needs: 'pipeline.write',
  risk: 'reversible',
  current: async (_context, _read, { title }) => ({ name: title }),
  run: async (_context, { choice, name }, tx) => {
    const { before, after } = await renameChoice(tx, choice.id, name)
    return {
      headline: `“${before.name}” of ${after.list} is called “${after.name}” now`,
      changes: [{ label: 'Name', before: before.name, after: after.name }],
      undo: {
        command: 'choice set',
        args: { choice: after.id, name: before.name },
        versions: { [`choice:${after.id}`]: after.version },
      },
      data: { list: after.list, name: after.name },
    }
  },
})
