import { getWorkspace } from '../../../domain/people/workspace-store.js'
import { PRIORITIES, type Priority } from '../../../domain/support/case.js'
import { changeSupport } from '../../../domain/support/change-support.js'
import { readTarget, targetText } from '../../../domain/support/hours-text.js'
import { supportSettings } from '../../../domain/support/support-settings.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { settingsReply } from './sla-change.js'

export default defineCommand({
  name: 'sla set',
  summary: 'What is promised for cases of a priority, in working time',
  example: 'sla set urgent first:30min whole:4h',
  params: {
    priority: required('choice', 'Priority', { target: true, choices: PRIORITIES }),
    first: optional('text', 'First reply within', { hint: '30min, 4h, or none' }),
    whole: optional('text', 'Settled within', { hint: '8h, 40h, or none' }),
  },
  needs: 'case.manage',
  risk: 'reversible',
  run: async (context, { priority: word, first, whole }, tx) => {
    if (first === undefined && whole === undefined) throw invalid('Promise what? sla set urgent first:30min whole:4h')
    const priority = word as Priority
    const { targets } = supportSettings(await context.read(getWorkspace))
    const own = targets[priority]
    const change = await changeSupport(tx, {
      targets: {
        ...targets,
        [priority]: {
          responseMinutes: first === undefined ? own.responseMinutes : minutesOf(first),
          resolutionMinutes: whole === undefined ? own.resolutionMinutes : minutesOf(whole),
        },
      },
    })
    const [before, after] = [change.before.targets[priority], change.after.targets[priority]]
    return settingsReply(change, `Promised for ${priority} cases`, [
      {
        label: 'First reply within',
        before: targetText(before.responseMinutes),
        after: targetText(after.responseMinutes),
      },
      {
        label: 'Settled within',
        before: targetText(before.resolutionMinutes),
        after: targetText(after.resolutionMinutes),
      },
    ])
  },
})

function minutesOf(text: string): number | null {
  const read = readTarget(text)
  if (!read.ok) throw invalid(read.problem)
  return read.value
}
