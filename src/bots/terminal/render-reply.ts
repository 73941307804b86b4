import { replyBlocks, smallPrint } from '../commands/plain-text/reply-blocks.js'
import { harmless, makeStyle } from '../commands/plain-text/style.js'
import type { Canvas } from '../commands/plain-text/table.js'
import type { Action, Reply } from '../commands/reply.js'

export type RenderOptions = {
  /** Columns of the terminal. */
  width: number
  colour: boolean
  /** The reader's IANA zone. */
  timeZone: string
}

/** A reply as lines of text for a terminal, without a line break at the end. */
export function renderReply(reply: Reply, options: RenderOptions): string {
  const canvas: Canvas = { width: options.width, style: makeStyle(options.colour), timeZone: options.timeZone }
  const blocks = [
    ...replyBlocks(reply, canvas),
    (reply.files ?? []).map(
      (file) => `File: ${harmless(file.title)} (${harmless(file.name)}, ${file.bytes.byteLength} bytes)`,
    ),
    actionLines(reply.actions, canvas),
    smallPrint(reply).map((note) => canvas.style.dim(harmless(note))),
  ]
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

/** A terminal has no buttons: what each would do is said as it would be typed. */
function actionLines(actions: readonly Action[] | undefined, { style }: Canvas): string[] {
  const typed = (actions ?? []).flatMap((action) => {
    if ('url' in action.do) return [`${action.label}: ${harmless(action.do.url)}`]
    if (!action.typed) return []
    const typed = style.bold(harmless(action.typed))
    return [action.label === action.typed ? typed : `${harmless(action.label)}: ${typed}`]
  })
  return typed.length > 0 ? [`${style.dim('Next ')} ${typed.join(style.dim(' · '))}`] : []
}
