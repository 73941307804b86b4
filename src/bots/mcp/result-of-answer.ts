import type { CallToolResult } from '@modelcontextprotocol/server'
import { jsonValue } from '../commands/json-value.js'
import { replyBlocks, smallPrint } from '../commands/plain-text/reply-blocks.js'
import { harmless, makeStyle } from '../commands/plain-text/style.js'
import type { Answer } from '../commands/request.js'

/** Wide enough that a table of a report keeps its columns. */
const WIDTH = 160

/**
 * An answer as an assistant reads it: the same text as in a terminal, and the data that a script would get. A preview says that
 * it was only shown; where it can be confirmed is `asked`.
 */
export function resultOf({ ok, reply, confirm }: Answer, { timeZone, asked }: { timeZone: string; asked: string }) {
  const canvas = { width: WIDTH, style: makeStyle(false), timeZone }
  const blocks = [
    ...replyBlocks(reply, canvas).map((lines) => lines.join('\n')),
    ...(confirm === undefined ? [] : [asked]),
    ...nextSteps(reply.actions ?? [], confirm),
    ...smallPrint(reply).map(harmless),
    ...(reply.files ?? []).map(
      ({ name }) => `There is a file: ${harmless(name)}. Ask for it in Slack or the terminal.`,
    ),
  ]
  const result: CallToolResult = {
    content: [{ type: 'text', text: blocks.join('\n\n') }],
    isError: !ok,
    ...(reply.data !== undefined && { structuredContent: structured(reply.data) }),
  }
  return result
}

/** What could be asked next, as it would be typed; a preview's own buttons are for its person alone. */
function nextSteps(actions: NonNullable<Answer['reply']['actions']>, confirm: string | undefined): string[] {
  if (confirm !== undefined) return []
  const typed = actions.flatMap((action) => (action.typed ? [harmless(action.typed)] : []))
  return typed.length > 0 ? [`Next: ${typed.join(' · ')}`] : []
}

/** Structured content is an object (MCP 2025-06-18). */
function structured(data: unknown): Record<string, unknown> {
  const plain: unknown = JSON.parse(JSON.stringify(data, jsonValue))
  return typeof plain === 'object' && plain !== null && !Array.isArray(plain)
    ? (plain as Record<string, unknown>)
    : { value: plain }
}
