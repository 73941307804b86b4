import { listMailboxes } from '../../../domain/correspondence/mailbox-store.js'
import { getWorkspace } from '../../../domain/people/workspace-store.js'
import { PRIORITIES } from '../../../domain/support/case.js'
import { hoursText, targetText } from '../../../domain/support/hours-text.js'
import { supportSettings } from '../../../domain/support/support-settings.js'
import { defineCommand } from '../define-command.js'
import { routeFields } from './route-text.js'

export default defineCommand({
  name: 'sla show',
  summary: 'What support promises, in which hours, who gets new cases and who hears of them',
  example: 'sla show',
  params: {},
  needs: 'case.read',
  risk: 'read',
  bare: true,
  run: async ({ read: reading, asker }) => {
    const { workspace, settings, route, boxes } = await reading(async (read) => {
      const workspace = await getWorkspace(read)
      const settings = supportSettings(workspace)
      const boxes = (await listMailboxes(read)).filter(({ support }) => support)
      return { workspace, settings, route: await routeFields(read, settings), boxes }
    })
    return {
      headline: `Support works ${hoursText(settings.hours)} (${workspace.timeZone})`,
      fields: [
        {
          label: 'Mail to',
          value: boxes.map(({ address }) => address).join(', ') || 'no mailbox yet: mailbox support ADDRESS',
        },
        ...route,
      ],
      table: {
        columns: [
          { key: 'priority', label: 'Priority', type: 'text' },
          { key: 'first', label: 'First reply within', type: 'text' },
          { key: 'whole', label: 'Settled within', type: 'text' },
        ],
        rows: PRIORITIES.map((priority) => ({
          priority,
          first: targetText(settings.targets[priority].responseMinutes),
          whole: targetText(settings.targets[priority].resolutionMinutes),
        })),
      },
      notes: ['Working time: a clock stands outside these hours, and while the customer has the word.'],
      actions: asker.may('case.manage')
        ? [
            { label: 'Hours…', do: { form: 'sla hours', args: {} }, typed: 'sla hours' },
            { label: 'Promise…', do: { form: 'sla set', args: {} }, typed: 'sla set' },
            { label: 'Who hears…', do: { form: 'sla route', args: {} }, typed: 'sla route' },
          ]
        : [],
      data: { ...settings, mailboxes: boxes.map(({ address }) => address) },
    }
  },
})
