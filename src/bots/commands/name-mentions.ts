import type { SqlScope } from '../../db/sql-workspace.js'
import { findStaffBySlackUsers } from '../../domain/people/staff-store.js'
import type { Command } from './define-command.js'
import type { Param } from './params.js'
import type { Args } from './resolve-args.js'

/** A mention within a text, as Slack sends it: `<@U123>`, `<@U123|dana>`. */
const MENTION = /<@([UW][A-Z0-9]+)(?:\|([^>]*))?>/g

/** A text with colleagues' names in place of Slack's codes for them: it is read where Slack is not. */
export async function withNames(read: SqlScope, text: string): Promise<string> {
  const users = [...text.matchAll(MENTION)].map(([, user = '']) => user)
  if (users.length === 0) return text
  const names = new Map((await findStaffBySlackUsers(read, users)).map(({ slackUserId, name }) => [slackUserId, name]))
  return text.replace(MENTION, (code, user: string, label?: string) => names.get(user) ?? (label ? `@${label}` : code))
}

/** The same for what people write in a command; where a colleague is meant, or asked for in a question, the code says exactly who. */
export async function namedInProse(read: SqlScope, command: Command, given: Args): Promise<Args> {
  const isQuestion = command.risk === 'read' || command.name.startsWith('report ')
  if (isQuestion) return given
  const named: Record<string, unknown> = { ...given }
  for (const [key, param] of Object.entries(command.params)) {
    const words = given[key]
    if (isProse(param) && typeof words === 'string') named[key] = await withNames(read, words)
  }
  return named
}

const isProse = ({ type, multiline, rest, target }: Param): boolean =>
  multiline === true || rest === true || (type === 'words' && !target)
