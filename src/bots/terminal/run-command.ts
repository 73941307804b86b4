import { dispatch } from '../commands/dispatch.js'
import type { ReplyFile } from '../commands/reply.js'
import type { Answer, Deps, Who } from '../commands/request.js'
import { type RenderOptions, renderReply } from './render-reply.js'
import { answerJson } from './reply-json.js'

export type TerminalOptions = RenderOptions & {
  /** One JSON object on stdout and nothing else. */
  json: boolean
  /** Confirms what a consequential command shows. */
  yes: boolean
  /** Asks on an interactive terminal; absent where nobody sits there. */
  confirm?: ((question: string) => Promise<boolean>) | undefined
  /** Writes the answer's files and says where; absent where they are only named. */
  save?: ((files: readonly ReplyFile[]) => Promise<readonly string[]>) | undefined
}

/** `code`: 0 done, 1 refused, failed or not confirmed. */
export type TerminalAnswer = { out: string; err: string; code: 0 | 1 }

/**
 * Runs one typed command for the terminal. What is consequential is shown first and done after `--yes` or a y; where neither
 * can be had nothing is done, and the code says so.
 */
export async function runCommand(
  deps: Deps,
  who: Who,
  text: string,
  options: TerminalOptions,
): Promise<TerminalAnswer> {
  const answer = await dispatch(deps, { who, input: { text } })
  if (answer.confirm === undefined) return shown(answer, options)
  const preview = renderReply(withoutButtons(answer), options)
  const agreed = options.yes || (await ask(preview, answer, options))
  if (agreed) return shown(await dispatch(deps, { who, input: { action: answer.confirm } }), options)
  const why = 'Nothing was done: this needs a confirmation. Give the command again with --yes.'
  if (options.json) return { out: answerJson({ ...answer, ok: false }), err: why, code: 1 }
  return { out: options.confirm ? '' : preview, err: options.confirm ? 'Nothing was done.' : why, code: 1 }
}

async function ask(preview: string, answer: Answer, { confirm, json }: TerminalOptions): Promise<boolean> {
  if (!confirm || json) return false
  const label = answer.reply.actions?.find((action) => action.id === answer.confirm)?.label ?? 'Confirm'
  return confirm(`${preview}\n\n${label}?`)
}

const withoutButtons = ({ reply }: Answer) => ({ ...reply, actions: [] })

async function shown(answer: Answer, options: TerminalOptions): Promise<TerminalAnswer> {
  const code = answer.ok ? 0 : 1
  const saved = (await options.save?.(answer.reply.files ?? [])) ?? []
  if (options.json) return { out: answerJson(answer, saved), err: answer.ok ? '' : answer.reply.headline, code }
  const text = [renderReply(answer.reply, options), ...saved.map((place) => `Saved as ${place}`)].join('\n')
  return answer.ok ? { out: text, err: '', code } : { out: '', err: text, code }
}
