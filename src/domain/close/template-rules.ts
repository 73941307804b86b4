import { no, ok, type Result } from '../../lib/result.js'
import type { WrittenTask } from './template-file.js'

/** `WD+3`, `wd3`, `3` → 3; `WD0` is the last working day of the span, `WD-1` the one before. */
export function readWorkday(text: string): number | null {
  const [, sign = '', digits] = /^(?:wd)?\s*([+-]?)(\d{1,2})$/i.exec(text.trim()) ?? []
  if (digits === undefined) return null
  return sign === '-' ? -Number(digits) || 0 : Number(digits)
}

export const writeWorkday = (day: number): string => (day > 0 ? `WD+${day}` : `WD${day === 0 ? '0' : day}`)

/** What is wrong with the tasks of a template together: keys, days, what they wait for, circles, one person twice. */
export function checkTemplate(tasks: readonly WrittenTask[], checks: readonly string[]): Result<true> {
  const keys = new Set<string>()
  for (const { key, due, owner, reviewer, check, ...rest } of tasks) {
    if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(key)) return no(`The key "${key}" has small letters, digits and dashes only.`)
    if (keys.has(key)) return no(`Two tasks are called "${key}".`)
    keys.add(key)
    if (readWorkday(due) === null) return no(`${key}: "${due}" is no working day. Write it like WD+3.`)
    if (owner.includes('@') && owner.toLowerCase() === reviewer?.toLowerCase())
      return no(`${key}: its owner and its reviewer are two people.`)
    if (check && !checks.includes(check))
      return no(`${key}: there is no check "${check}". There are: ${checks.join(', ')}.`)
    const covers = checkCover(key, check, rest)
    if (!covers.ok) return covers
  }
  for (const { key, after = [] } of tasks) {
    const unknown = after.find((each) => !keys.has(each))
    if (unknown) return no(`${key} comes after "${unknown}", which is no task of the template.`)
  }
  const circle = findCircle(tasks)
  return circle ? no(`These wait for each other: ${circle.join(' → ')}.`) : ok(true)
}

/** A week: after it nobody remembers what was signed. */
const LONGEST_QUIET = 7 * 24 * 60

/** What a sign-off covers belongs to one that people sign, as do its tolerance and its quiet time. */
function checkCover(
  key: string,
  check: string | undefined,
  { accounts = [], tolerance, quiet }: Pick<WrittenTask, 'accounts' | 'tolerance' | 'quiet'>,
): Result<true> {
  if (check && accounts.length > 0)
    return no(`${key}: ${check} looks at its own rows, so it covers no accounts. Leave one of them out.`)
  if (accounts.length === 0 && (tolerance !== undefined || quiet !== undefined))
    return no(`${key}: a tolerance and a quiet time belong to accounts. Say which the sign-off covers.`)
  if (quiet !== undefined && (quiet < 0 || quiet > LONGEST_QUIET))
    return no(`${key}: the quiet time is 0 to ${LONGEST_QUIET} minutes, a week.`)
  return ok(true)
}

/** A path that comes back to where it began, or null. */
function findCircle(tasks: readonly WrittenTask[]): string[] | null {
  const after = new Map(tasks.map((task) => [task.key, task.after ?? []]))
  const done = new Set<string>()
  const walk = (key: string, path: readonly string[]): string[] | null => {
    if (path.includes(key)) return [...path.slice(path.indexOf(key)), key]
    if (done.has(key)) return null
    for (const next of after.get(key) ?? []) {
      const circle = walk(next, [...path, key])
      if (circle) return circle
    }
    done.add(key)
    return null
  }
  for (const { key } of tasks) {
    const circle = walk(key, [])
    if (circle) return circle
  }
  return null
}
