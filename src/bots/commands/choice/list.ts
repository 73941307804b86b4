import { CHOICE_LISTS } from '../../../domain/crm/choice.js'
import { listChoices } from '../../../domain/crm/choice-store.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'

export default defineCommand({
  name: 'choice list',
  summary: 'The company’s own lists: why deals are lost or won, which part people play in them',
  example: 'choice list lost-reason',
  params: { list: optional('choice', 'List', { target: true, choices: CHOICE_LISTS }) },
  needs: 'deal.read',
  risk: 'read',
  run: async ({ read, asker }, { list }) => {
    const choices = await read((scope) => listChoices(scope, {}))
    const lists = CHOICE_LISTS.filter((each) => list === undefined || each === list)
    const namesIn = (each: string) => choices.filter((choice) => choice.list === each).map(({ name }) => name)
    return {
      headline:
        lists.length === 1 ? `${namesIn(lists[0] ?? '').length} in ${lists[0]}` : `${lists.length} lists of your own`,
      sections: lists.map((each) => ({ title: each, lines: namesIn(each) })),
      actions: asker.may('pipeline.write')
        ? [{ label: 'Add…', do: { form: 'choice new', args: list ? { list } : {} }, typed: 'choice new' }]
        : [],
      data: Object.fromEntries(lists.map((each) => [each, namesIn(each)])),
    }
  },
})
