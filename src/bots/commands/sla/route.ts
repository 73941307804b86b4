import { sqlInTx } from '../../../db/sql-in-tx.js'
import type { SqlScope } from '../../../db/sql-workspace.js'
import { findChannels } from '../../../domain/people/chat-channel-store.js'
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
  form: { title: 'Who hears of new cases', submit: 'Save' },
  risk: 'reversible',
  run: async (_context, { assign, tell, reopen, night }, tx) => {
    if (assign === undefined && tell === undefined && reopen === undefined && night === undefined)
      throw invalid('Change what? sla route assign:in-turn tell:staff')
    const read = sqlInTx(tx)
    const change = await changeSupport(tx, {
      ...(assign === undefined ? {} : { assign: assign as SupportSettings['assign'] }),
      ...(tell === undefined ? {} : { tell: await readTell(read, tell) }),
      ...(reopen === undefined ? {} : { reopenDays: reopen }),
      ...(night === undefined ? {} : { urgentAtNight: night === 'tell' }),
    })
    const [before, after] = [await routeFields(read, change.before), await routeFields(read, change.after)]
    return settingsReply(
      change,
      'Noted how cases are handed out',
      after.map(({ label, value }, at) => ({
        label,
        before: before[at]?.value ?? null,
        after: value,
      })),
    )
  },
})

/** `staff`, `nobody`, a channel's name or id, or one as Slack sends it: `<#C123|support>`. */
async function readTell(read: SqlScope, text: string): Promise<SupportSettings['tell']> {
  const word = text.trim()
  if (word === 'staff' || word === 'nobody') return word
  const named = word.startsWith('#') ? await findChannels(read, word.slice(1)) : []
  const id = named.length === 1 ? named[0]?.channel : channelId(word)
  if (!id)
    throw invalid(`“${word}” is no channel that I can post to: pick it in Slack (#support), or say staff or nobody.`)
  return { channel: id }
}

const channelId = (word: string): string | undefined =>
  /^<#([CG][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(word)?.[1] ?? /^([CG][A-Z0-9]{6,})$/.exec(word)?.[1]
