import { jsonValue } from '../commands/json-value.js'
import type { Answer } from '../commands/request.js'

/**
 * `{ok, reply, data}` on one line: `data` is what a script wants, `reply` the texts without buttons' inner workings. An
 * amount is `{amount: "12.50", currency: "EUR"}` wherever one stands.
 */
export function answerJson({ ok, reply, confirm }: Answer, saved: readonly string[] = []): string {
  const { data, files, actions, ...said } = reply
  const shown = {
    ...said,
    ...(actions && { actions: actions.map(({ label, typed, id }) => ({ label, typed, id })) }),
    ...(files && {
      files: files.map(({ name, contentType, title, bytes }, at) => ({
        name,
        contentType,
        title,
        size: bytes.byteLength,
        ...(saved[at] !== undefined && { savedAs: saved[at] }),
      })),
    }),
  }
  return JSON.stringify({ ok, reply: shown, data: data ?? null, ...(confirm && { confirm }) }, jsonValue)
}
