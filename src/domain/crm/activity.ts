import { no, ok, type Result } from '../../lib/result.js'

export type ActivityKind = 'note' | 'call' | 'meeting' | 'task'

/** The one record that an activity is about. */
export type Subject = { kind: 'contact' | 'company' | 'deal' | 'invoice' | 'case'; id: string }

/** What happened: a task is none yet (task.ts). `at` is now unless it was earlier. */
export type NewActivity = { kind: Exclude<ActivityKind, 'task'>; subject: Subject; body: string; at?: Date }

/** The longest text that is a note; longer ones belong into a file or a mail. */
const MAX_BODY = 10_000

export function checkBody(body: string): Result<string> {
  const text = body.trim()
  if (!text) return no('There is nothing to note: write it after the record.')
  if (text.length > MAX_BODY) return no(`That is ${text.length} characters; a note holds ${MAX_BODY}.`)
  return ok(text)
}
