/** What a reply to a reminder says: a task is done, or what it waits for; null when it says neither. */
export type ReplyAnswer = { verb: 'done'; task: string | null } | { verb: 'blocked'; task: string | null; why: string }

const TASK = String.raw`(?:(?:for\s+)?([A-Z]+-[\w-]+)\s*[:,]?\s*)?`
const DONE = new RegExp(
  String.raw`^${TASK}(?:is\s+)?(?:done|finished|complete|completed|erledigt|fertig|fait|hecho|fatto)(?:\s+([A-Z]+-[\w-]+))?\s*[.!]*$`,
  'i',
)
const BLOCKED = new RegExp(
  String.raw`^${TASK}(?:is\s+)?(?:blocked|waiting|blockiert)(?:\s+([A-Z]+-[\w-]+))?\s*[:,–-]\s*(\S.*)$`,
  'i',
)

/** Reads the first line of a reply, which must be the answer and nothing else: a sentence about "done" is no `done`. */
export function readAnswer(reply: string): ReplyAnswer | null {
  const line =
    reply
      .split('\n')
      .find((each) => each.trim() !== '')
      ?.trim() ?? ''
  const done = DONE.exec(line)
  if (done) return { verb: 'done', task: (done[1] ?? done[2])?.toUpperCase() ?? null }
  const blocked = BLOCKED.exec(line)
  if (!blocked) return null
  return { verb: 'blocked', task: (blocked[1] ?? blocked[2])?.toUpperCase() ?? null, why: blocked[3]?.trim() ?? '' }
}
