import { addChoice } from '../../../domain/crm/change-choice.js'
import { CHOICE_LISTS, type ChoiceList } from '../../../domain/crm/choice.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'

export default defineCommand({
  name: 'choice new',
  summary: 'Add an entry to one of the company’s lists',
  example: 'choice new "No licence in their country" list:lost-reason',
  params: {
    name: required('text', 'Name', { target: true }),
    list: required('choice', 'List', { choices: CHOICE_LISTS }),
  },
  needs: 'pipeline.write',
  risk: 'reversible',
  run: async (_context, { name, list }, tx) => {
    const choice = await addChoice(tx, list as ChoiceList, name)
    return {
      headline: `“${choice.name}” is in ${choice.list}`,
      undo: {
        command: 'choice drop',
        args: { choice: choice.id },
        versions: { [`choice:${choice.id}`]: choice.version },
      },
      data: { list: choice.list, name: choice.name },
    }
  },
})
