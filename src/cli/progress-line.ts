import type { SyncProgress } from '../mail/sync-session.js'
import type { Terminal } from './define-verb.js'

const WIDTH = 24

/** A bar with an ETA that redraws on a terminal, a line at every tenth elsewhere; nothing with `--json`. */
export function progressLine(terminal: Terminal, label: string): (progress: SyncProgress) => void {
  const start = performance.now()
  let lastTenth = -1
  return ({ folder, done, total }) => {
    if (terminal.json || total === 0) return
    const share = Math.min(1, done / total)
    const left = share > 0 ? ((performance.now() - start) / 1000) * (1 / share - 1) : 0
    const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░')
    const text = `${label} ${folder} ${bar} ${done}/${total}${share < 1 ? `, about ${Math.ceil(left)} s left` : ''}`
    const tenth = Math.floor(share * 10)
    if (terminal.isTty) process.stderr.write(`\r${text.padEnd(100)}${share === 1 ? '\n' : ''}`)
    else if (tenth !== lastTenth) terminal.err(text)
    lastTenth = tenth
  }
}
