import type { Terminal } from '../../../src/cli/define-verb.js'

/** A terminal that nobody sits at; what is written to stdout is kept. */
export function memoryTerminal(json = false): { terminal: Terminal; said: string[] } {
  const said: string[] = []
  const out = (text: string) => void said.push(text)
  const nothing = () => undefined
  const rest = { err: nothing, progress: nothing, isTty: false, width: 80, confirm: async () => false }
  return { terminal: { out, json, ...rest }, said }
}
