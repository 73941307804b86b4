import type { Terminal } from '../../../src/cli/define-verb.js'

/** A terminal that nobody sits at; what is written is kept, stdout and stderr apart. */
export function memoryTerminal(json = false): { terminal: Terminal; said: string[]; warned: string[] } {
  const said: string[] = []
  const warned: string[] = []
  const out = (text: string) => void said.push(text)
  const err = (text: string) => void warned.push(text)
  const nothing = () => undefined
  const rest = {
    err,
    progress: nothing,
    redraw: nothing,
    isTty: false,
    width: 80,
    barWidth: 0,
    canAsk: false,
    confirm: async () => false,
    askSecret: async () => null,
  }
  return { terminal: { out, json, ...rest }, said, warned }
}
