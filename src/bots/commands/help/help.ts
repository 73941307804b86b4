import { defineCommand } from '../define-command.js'
import { findCommand } from '../grammar/find-command.js'
import { tokenize } from '../grammar/tokenize.js'
import { helpOn } from '../help-reply.js'
import { optional } from '../params.js'

/** `help deal` and `help deal move` are read by the grammar already; this is for faces that give commands by name and values. */
export default defineCommand({
  name: 'help',
  summary: 'What can be said, what one noun knows, or what one verb of it takes',
  example: 'help',
  params: { noun: optional('text', 'Noun', { target: true, hint: 'deal, or deal move' }) },
  needs: 'self',
  risk: 'read',
  run: async ({ asker, catalog }, { noun }) => {
    const vocabulary = new Map([...catalog.commands].filter(([, command]) => asker.may(command.needs)))
    const found = findCommand(tokenize(`help ${noun ?? ''}`), vocabulary)
    const isHelp = found.kind === 'verb-help' || found.kind === 'noun-help'
    return helpOn(isHelp ? found : { kind: 'nothing' }, vocabulary)
  },
})
