/**
 * What a reply to a reminder says: a task is done (or yes), what it waits for (or no), not now, not theirs, or words that may be an amount or a day; null
 * when it says none of these.
 */
export type ReplyAnswer = { task: string | null } & (
  | { verb: 'done' }
  | { verb: 'blocked'; why: string }
  | { verb: 'later' }
  | { verb: 'not_mine'; why: string | null }
  | { verb: 'value'; words: string }
)

const REF = String.raw`[A-Z]+-[\w-]+`
const TASK = String.raw`(?:(?:for\s+)?(${REF})\s*[:,]?\s*)?`
const DONE = new RegExp(
  String.raw`^${TASK}(?:is\s+)?(?:done|finished|complete|completed|yes|erledigt|fertig|ja|fait|oui|hecho|s[ií]|fatto)(?:\s+(${REF}))?\s*[.!]*$`,
  'i',
)
const BLOCKED = new RegExp(
  String.raw`^${TASK}(?:is\s+)?(?:blocked|waiting|no|blockiert|nein|non)(?:\s+(${REF}))?\s*[:,–-]\s*(\S.*)$`,
  'i',
)
const NO = new RegExp(String.raw`^${TASK}(?:no|nein|non)(?:\s+(${REF}))?\s*[.!]*$`, 'i')
const LATER = new RegExp(String.raw`^${TASK}(?:later|snooze|später|plus tard)(?:\s+(${REF}))?\s*[.!]*$`, 'i')
const NOT_MINE = new RegExp(
  String.raw`^${TASK}(?:(?:is\s+)?not\s+mine|nicht\s+meins?)(?:\s+(${REF}))?\s*(?:[:,–-]\s*(\S.*)|[.!]*)$`,
  'i',
)
const VALUE = new RegExp(String.raw`^${TASK}(?:by\s+|until\s+|bis\s+)?(\S.{0,40}?)(?:\s+(?:for\s+)?(${REF}))?\s*$`, 'i')
/** Words for "the file is below"; with a file they are no more than it. */
const FILE = new RegExp(
  String.raw`^${TASK}(?:see\s+)?(?:attached|attachment|enclosed|file|anbei|im anhang)(?:\s+(?:for\s+)?(${REF}))?\s*[.!]*$`,
  'i',
)

/** Reads the first line of a reply, which must be the answer and nothing else: a sentence about "done" is no `done`. */
export function readAnswer(reply: string): ReplyAnswer | null {
  const line = firstLine(reply)
  const done = DONE.exec(line)
  if (done) return { verb: 'done', task: refOf(done[1] ?? done[2]) }
  const no = NO.exec(line)
  if (no) return { verb: 'blocked', task: refOf(no[1] ?? no[2]), why: 'the answer is no' }
  const blocked = BLOCKED.exec(line)
  if (blocked) return { verb: 'blocked', task: refOf(blocked[1] ?? blocked[2]), why: blocked[3]?.trim() ?? '' }
  const later = LATER.exec(line)
  if (later) return { verb: 'later', task: refOf(later[1] ?? later[2]) }
  const disowned = NOT_MINE.exec(line)
  if (disowned) return { verb: 'not_mine', task: refOf(disowned[1] ?? disowned[2]), why: disowned[3]?.trim() ?? null }
  // An amount or a day has a digit, or is one word ("friday") or two ("next friday"); a sentence is neither.
  const value = VALUE.exec(line)
  const words = value?.[2] ?? ''
  if (!value || !/\d|^\p{L}+(?:\s\p{L}+)?$/u.test(words)) return null
  return { verb: 'value', task: refOf(value[1] ?? value[3]), words }
}

/** A reply that says nothing beyond its attachment: the task that it names, null for none; undefined when it says more. */
export function readFileOnly(reply: string): string | null | undefined {
  const line = firstLine(reply)
  if (line === '') return null
  const bare = new RegExp(`^${REF}$`, 'i').exec(line)
  if (bare) return refOf(line)
  const file = FILE.exec(line)
  return file ? refOf(file[1] ?? file[2]) : undefined
}

const firstLine = (reply: string): string =>
  reply
    .split('\n')
    .find((each) => each.trim() !== '')
    ?.trim() ?? ''

const refOf = (text: string | undefined): string | null => text?.toUpperCase() ?? null
