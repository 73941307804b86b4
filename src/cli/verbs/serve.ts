import { ROLES, type Role, startService } from '../../main.js'
import { answer } from '../answer.js'
import { defineVerb, textOption, UsageError } from '../define-verb.js'
import { stopSignal } from '../stop-signal.js'

export default defineVerb({
  name: 'serve',
  words: ['start', 'up'],
  summary: 'Run the service until it is stopped',
  options: { roles: { type: 'string', value: ROLES.join(','), summary: 'only these parts; default all' } },
  run: async (input) => {
    const roles = readRoles(textOption(input, 'roles'))
    const service = await startService(input.config, { roles, onProgress: input.terminal.progress })
    if (input.terminal.json) answer(input.terminal, { url: service.url, roles }, [])
    input.terminal.err(`Daybook is up at ${service.url}`)
    await stopSignal()
    await service.stop()
    return 0
  },
})

function readRoles(text: string | undefined): readonly Role[] {
  if (text === undefined) return ROLES
  const words = text.split(',').map((word) => word.trim())
  const wrong = words.filter((word) => !ROLES.includes(word as Role))
  if (wrong.length > 0) throw new UsageError(`There is no role ${wrong.join(', ')}. The roles are ${ROLES.join(', ')}.`)
  return words as Role[]
}
