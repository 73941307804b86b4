import { changeSupport } from '../../../domain/support/change-support.js'
import type { SupportSettings } from '../../../domain/support/support-settings.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { routeFields } from './route-text.js'
import { settingsReply } from './sla-change.js'

export default defineCommand({
  name: 'sla route',
  summary: 'Who gets new cases, where they are told, and how long a reply reopens a closed one',
  example: 'sla route assign:in-turn tell:staff',
  params: {
    assign: optional('choice', 'New cases go to', { choices: ['nobody', 'in-turn'] }),
    tell: optional('text', 'New cases are told', { hint: 'staff, nobody, or a channel: #support' }),
    reopen: optional('integer', 'Days in which a reply reopens'),
    night: optional('choice', 'Urgent ones at night', { choices: ['tell', 'wait'] }),
  },
  needs: 'case.manage',
  risk: 'reversible',
  run: async (_context, { assign, tell, reopen, night }, tx) => {
    if (assign === undefined && tell === undefined && reopen === undefined && night === undefined)
      throw invalid('Change what? sla route assign:in-turn tell:staff')
    const change = await changeSupport(tx, {
      ...(assign === undefined ? {} : { assign: assign as SupportSettings['assign'] }),
      ...(tell === undefined ? {} : { tell: readTell(tell) }),
      ...(reopen === undefined ? {} : { reopenDays: reopen }),
      ...(night === undefined ? {} : { urgentAtNight: night === 'tell' }),
    })
    const before = routeFields(change.before)
    return settingsReply(
      change,
      'Noted how cases are handed out',
      routeFields(change.after).map(({ label, value }, at) => ({
        label,
        before: before[at]?.value ?? null,
        after: value,
      })),
    )
  },
})

/** `staff`, `nobody`, a channel's id, or one as Slack sends it: `<#C123|support>`. */
function readTell(text: string): SupportSettings['tell'] {
  const word = text.trim()
  if (word === 'staff' || word === 'nobody') return word
  const id = /^<#([CG][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(word)?.[1] ?? /^([CG][A-Z0-9]{6,})$/.exec(word)?.[1]
  if (!id)
    throw invalid(`“${word}” is no channel that I can post to: pick it in Slack (#support), or say staff or nobody.`)
  return { channel: id }
}
