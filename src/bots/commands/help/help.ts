import { defineCommand } from '../define-command.js'
import { nounsOf } from '../grammar/find-command.js'
import { helpAll, helpForNoun } from '../help-reply.js'
import { optional } from '../params.js'

/** `help deal` is read by the grammar already; this is for faces that give commands by name and values. */
export default defineCommand({
  name: 'help',
  summary: 'What can be said, or what one noun knows',
  example: 'help',
  params: { noun: optional('text', 'Noun', { target: true }) },
  needs: 'self',
  risk: 'read',
  run: async ({ asker, catalog }, { noun }) => {
    const vocabulary = new Map([...catalog.commands].filter(([, command]) => asker.may(command.needs)))
    const known = noun !== undefined && nounsOf(vocabulary).has(noun.toLowerCase())
    return known ? helpForNoun(noun.toLowerCase(), vocabulary) : helpAll(vocabulary)
  },
})
