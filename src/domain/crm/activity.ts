import { no, ok, type Result } from '../../lib/result.js'

export type ActivityKind = 'note' | 'call' | 'meeting' | 'task'

/** The one record that an activity is about. */
export type Subject = { kind: 'contact' | 'company' | 'deal' | 'invoice'; id: string }

export type NewActivity = { kind: ActivityKind; subject: Subject; body: string; at?: Date; dueOn?: string }

/** The longest text that is a note; longer ones belong into a file or a mail. */
const MAX_BODY = 10_000

export function checkBody(body: string): Result<string> {
  const text = body.trim()
  if (!text) return no('There is nothing to note: write it after the record.')
  if (text.length > MAX_BODY) return no(`That is ${text.length} characters; a note holds ${MAX_BODY}.`)
  return ok(text)
}
