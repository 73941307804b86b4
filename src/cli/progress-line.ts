import type { Terminal } from './define-verb.js'

const WIDTH = 24

/** How far a part of the work is; each part has a time of its own. */
type Progress = { folder: string; done: number; total: number }

/** A bar with an ETA on stderr: redrawn where that is a terminal, a line at every tenth elsewhere. */
export function progressLine(terminal: Terminal, label: string): (progress: Progress) => void {
  let began = { folder: '', at: 0, done: 0 }
  let lastTenth = -1
  return ({ folder, done, total }) => {
    if (total === 0) return
    // What was done before it was broken off took no time now.
    if (folder !== began.folder) began = { folder, at: performance.now(), done }
    const elapsedMs = performance.now() - began.at
    const text = progressText(`${label} ${folder}`, { done, total, doneBefore: began.done, elapsedMs })
    const tenth = Math.floor((10 * done) / total)
    if (terminal.barWidth > 0) terminal.redraw(fitted(text, terminal.barWidth - 1), done >= total)
    else if (tenth !== lastTenth) terminal.err(text)
    lastTenth = tenth
  }
}

/** A line that is longer than the terminal would not be redrawn, but repeated. */
const fitted = (text: string, width: number): string =>
  text.length > width ? `…${text.slice(text.length - width + 1)}` : text.padEnd(width)

type Measured = { done: number; total: number; doneBefore: number; elapsedMs: number }

/** Pure. `tom@acme.test INBOX ███░░░ 500/4,000, about 15 s left`; without an end before anything is done. */
export function progressText(label: string, { done, total, doneBefore, elapsedMs }: Measured): string {
  const bar = '█'.repeat(Math.round((Math.min(done, total) / total) * WIDTH)).padEnd(WIDTH, '░')
  const left = done > doneBefore ? (elapsedMs / (done - doneBefore)) * (total - done) : null
  const end = done >= total || left === null ? '' : `, about ${timeText(left)} left`
  return `${label} ${bar} ${grouped(done)}/${grouped(total)}${end}`
}

const grouped = (count: number): string => count.toLocaleString('en-GB')

/** Rounded up to what somebody who waits wants to know. */
function timeText(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000))
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`
}
