import type { Terminal } from './define-verb.js'

/** What a verb has to say on stdout: one object with `--json`, `ok` unless it says otherwise, and lines for people else. */
export function answer(
  terminal: Pick<Terminal, 'json' | 'out'>,
  data: Readonly<Record<string, unknown>>,
  text: string | readonly string[],
): void {
  if (terminal.json) terminal.out(JSON.stringify({ ok: true, ...data }))
  else for (const line of [text].flat()) terminal.out(line)
}
