import type { SupportSettings } from '../../../domain/support/support-settings.js'
import type { Field } from '../reply.js'

/** Who gets and who hears, as fields. */
export const routeFields = ({ assign, tell, reopenDays, urgentAtNight }: SupportSettings): Field[] => [
  { label: 'New cases go to', value: assign === 'in-turn' ? 'whose turn it is' : 'nobody, until somebody takes them' },
  { label: 'New cases are told', value: tellText(tell) },
  { label: 'A reply reopens a case for', value: `${reopenDays} days` },
  { label: 'Urgent ones at night', value: urgentAtNight ? 'are told' : 'wait for the morning' },
]

const tellText = (tell: SupportSettings['tell']): string =>
  tell === 'staff' ? 'to those who answer them' : tell === 'nobody' ? 'nowhere' : `in the channel ${tell.channel}`
