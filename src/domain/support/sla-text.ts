import type { Standing } from './sla.js'

/** Working time as people say it: `2 h 10 min`, `45 min`, `26 h`. Less than a minute is one. */
export function durationText(seconds: number): string {
  const minutes = Math.max(1, Math.floor(Math.abs(seconds) / 60))
  const [h, min] = [Math.floor(minutes / 60), minutes % 60]
  return [h > 0 ? `${h} h` : '', min > 0 ? `${min} min` : ''].filter(Boolean).join(' ')
}

/** `due in 2 h 10 min`, with `, paused` while the clock stands; `overdue by 45 min`; `in time`, `late by 3 h` when it is done. */
export function standingText({ state, leftSeconds }: Standing): string {
  const isLate = leftSeconds < 0
  const time = durationText(leftSeconds)
  if (state === 'done') return isLate ? `late by ${time}` : 'in time'
  const text = isLate ? `overdue by ${time}` : `due in ${time}`
  return state === 'paused' ? `${text}, paused` : text
}

/** What is next: the first reply while it is owed, else the case. `first reply due in 40 min`. */
export function nextText({ first, whole }: { first: Standing | null; whole: Standing | null }): string | null {
  if (first && first.state !== 'done') return `first reply ${standingText(first)}`
  return whole && standingText(whole)
}
