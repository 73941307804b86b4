import { once } from 'node:events'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { loadCatalog } from '../../bots/commands/registry.js'
import { toolServer } from '../../bots/mcp/serve-tools.js'
import { pokeAfterCommit } from '../../jobs/relay.js'
import { keptFiles } from '../../kept-files.js'
import { chosenAsker, chosenWorkspace, withStore } from '../company.js'
import { defineVerb, textOption } from '../define-verb.js'

export default defineVerb({
  name: 'mcp',
  summary: 'Speak the Model Context Protocol on stdin and stdout, for one member of staff',
  options: { as: { type: 'string', value: 'EMAIL', summary: 'for whom; needed where there is more than one' } },
  run: (input) =>
    withStore(input, async (store) => {
      pokeAfterCommit(store.db)
      const workspaceId = await chosenWorkspace(store, input)
      const staff = await chosenAsker(store, workspaceId, textOption(input, 'as'))
      const deps = { db: store.db, catalog: await loadCatalog(), kept: keptFiles(store.mailFiles) }
      const serving = serveStdio(() => toolServer(deps, { workspaceId, staffId: staff.id, via: 'mcp' }), {
        onerror: (error) => input.terminal.err(`daybook: ${error.message}`),
      })
      await Promise.race([once(process.stdin, 'end'), once(process.stdin, 'close')])
      await serving.close()
      return 0
    }),
})
