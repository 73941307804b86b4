import { getWorkspace } from '../../../domain/people/workspace-store.js'
import { changeSupport } from '../../../domain/support/change-support.js'
import { type SupportSettings, supportSettings } from '../../../domain/support/support-settings.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { settingsReply } from './sla-change.js'

export default defineCommand({
  name: 'sla restore',
  summary: 'Put back what support promised before a change',
  example: 'sla restore {} unless:{}',
  params: {
    settings: required('text', 'Settings', { target: true }),
    unless: required('text', 'As they were left'),
  },
  needs: 'case.manage',
  risk: 'reversible',
  hidden: true,
  run: async (context, { settings, unless }, tx) => {
    const now = supportSettings(await context.read(getWorkspace))
    if (JSON.stringify(now) !== unless)
      throw refused('Somebody changed this since. Nothing was done: `sla show` says how it is now.')
    const change = await changeSupport(tx, JSON.parse(settings) as SupportSettings)
    return settingsReply(change, 'What support promises is as it was', [])
  },
})
