import { monthName } from '../../../domain/close/close-view.js'
import type { Reply } from '../reply.js'

export const noClose = (month: string | undefined): Reply => ({
  headline: month ? `${monthName(month)} has no close yet.` : 'No close is open.',
  text: `\`close open ${month ?? 'YYYY-MM'}\` lays one out.`,
  data: { month: month ?? null, tasks: [] },
})
