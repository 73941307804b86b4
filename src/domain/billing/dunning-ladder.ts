import { no, ok, type Result } from '../../lib/result.js'
import { DEFAULT_LADDER, type DunningLevel } from './dunning.js'

/** How a reminder speaks, where nobody wrote its words. */
export const TONES = ['friendly', 'firm', 'final'] as const
export type Tone = (typeof TONES)[number]

export type LevelChange = {
  name?: string | undefined
  afterDays?: number | undefined
  opening?: string | undefined
  tone?: Tone | undefined
}

const MAX_STEPS = 9
const MAX_WORDS = 1_000

/** The ladder with a step changed, or added at its end. A problem says what is missing or out of order. */
export function withLevel(
  ladder: readonly DunningLevel[],
  position: number,
  change: LevelChange,
): Result<readonly DunningLevel[]> {
  const before = ladder.find((level) => level.position === position)
  if (!before && position !== nextPosition(ladder))
    return no(
      `The ladder has the steps ${ladder.map((level) => level.position).join(', ')}; the next is ${nextPosition(ladder)}.`,
    )
  if (position > MAX_STEPS) return no(`A ladder has at most ${MAX_STEPS} steps.`)
  const opening = change.opening?.trim() ?? (change.tone && openingOf(change.tone)) ?? before?.opening
  const name = change.name?.trim().replace(/\s+/g, ' ') ?? before?.name
  const afterDays = change.afterDays ?? before?.afterDays
  if (!name || afterDays === undefined || !opening)
    return no(
      `A new step needs a name, days and a tone: dunning level-set ${position} name:"last call" after:45 tone:final`,
    )
  if (opening.length > MAX_WORDS) return no(`The words of a step have at most ${MAX_WORDS} characters.`)
  if (afterDays < 0) return no('A step comes after the due date: after:3 is three days past it.')
  const rest = ladder.filter((level) => level.position !== position)
  return inOrder([...rest, { position, name, afterDays, opening }].toSorted((a, b) => a.position - b.position))
}

/** The ladder without a step; the others keep their numbers, which reminders that went out have. */
export function withoutLevel(ladder: readonly DunningLevel[], position: number): Result<readonly DunningLevel[]> {
  const left = ladder.filter((level) => level.position !== position)
  if (left.length === ladder.length) return no(`The ladder has no step ${position}: dunning levels`)
  if (left.length === 0)
    return no('A ladder has at least one step. `dunning automatic off` ends reminders by themselves.')
  return ok(left)
}

export const nextPosition = (ladder: readonly DunningLevel[]): number => (ladder.at(-1)?.position ?? 0) + 1

const openingOf = (tone: Tone): string | undefined => DEFAULT_LADDER[TONES.indexOf(tone)]?.opening

function inOrder(ladder: readonly DunningLevel[]): Result<readonly DunningLevel[]> {
  for (const [at, level] of ladder.entries()) {
    const before = ladder[at - 1]
    if (before && before.afterDays >= level.afterDays)
      return no(
        `Step ${level.position} (${level.afterDays} days) must come later than step ${before.position} (${before.afterDays} days).`,
      )
  }
  return ok(ladder)
}
