import { replyBlocks, smallPrint } from '../commands/plain-text/reply-blocks.js'
import { harmless, makeStyle } from '../commands/plain-text/style.js'
import type { Reply } from '../commands/reply.js'
import type { MailButton } from './mail-buttons.js'

/** RFC 3676 §3 asks for less than 80; a table that needs more room wraps its texts, never its figures. */
const WIDTH = 76

/** The plain-text part: what a terminal would show, and below it what can be answered. */
export function mailText(reply: Reply, buttons: readonly MailButton[], timeZone: string): string {
  const canvas = { width: WIDTH, style: makeStyle(false), timeZone }
  const blocks = [
    ...replyBlocks(reply, canvas),
    ...buttons.map(({ label, typed, href }) =>
      typed === undefined
        ? [`${harmless(label)}:`, href]
        : [`${harmless(label)}: answer with “${harmless(typed)}”`, href],
    ),
    smallPrint(reply).map(harmless),
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}
