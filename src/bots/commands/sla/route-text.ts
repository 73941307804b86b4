import type { SqlScope } from '../../../db/sql-workspace.js'
import { shownChannel } from '../../../domain/people/chat-channel-store.js'
import type { SupportSettings } from '../../../domain/support/support-settings.js'
import type { Field } from '../reply.js'

/** Who gets and who hears, as fields. */
export async function routeFields(
  read: SqlScope,
  { assign, tell, reopenDays, urgentAtNight }: SupportSettings,
): Promise<Field[]> {
  return [
    {
      label: 'New cases go to',
      value: assign === 'in-turn' ? 'whose turn it is' : 'nobody, until somebody takes them',
    },
    { label: 'New cases are told', value: await tellText(read, tell) },
    { label: 'A reply reopens a case for', value: `${reopenDays} days` },
    { label: 'Urgent ones at night', value: urgentAtNight ? 'are told' : 'wait for the morning' },
  ]
}

async function tellText(read: SqlScope, tell: SupportSettings['tell']): Promise<string> {
  if (tell === 'staff') return 'to those who answer them'
  return tell === 'nobody' ? 'nowhere' : `in ${await shownChannel(read, tell.channel)}`
}
