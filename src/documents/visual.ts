/** Hebrew and Arabic letters, with what Arabic writes between them. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/

/** Arabic and Persian figures: they are read from the left within words that are not. */
const FIGURES = /[\u0660-\u0669\u06f0-\u06f9]+/g

/**
 * A short text (a name, a line of an address) such that it is set as it is read. The PDF's shaping turns the letters of a word, but
 * sets words one after the other from the left: words from right to left are bound to one, and figures after them stand on their
 * left (the simple cases of Unicode's UAX 9). Such a name doesn't wrap.
 */
export function visual(text: string): string {
  if (!RIGHT_TO_LEFT.test(text)) return text
  const words = text.split(' ')
  const set: string[] = []
  for (let at = 0; at < words.length; ) {
    const end = runEnd(words, at)
    set.push(...(end > at ? turned(words.slice(at, end)) : words.slice(at, at + 1)))
    at = Math.max(end, at + 1)
  }
  return set.reduce((line, word, at) => line + (at > 0 ? spaceAfter(set[at - 1] ?? '') : '') + word, '')
}

/** A longer text, line by line: one from right to left is broken here, for what is bound to be set in its order doesn't wrap. */
export const visualLines = (text: string): string =>
  text
    .split('\n')
    .flatMap((line) => (RIGHT_TO_LEFT.test(line) ? broken(line) : [line]))
    .map(visual)
    .join('\n')

/** Letters that fit on a line of a page. */
const LINE = 90

function broken(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < LINE) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/**
 * The shaping turns a word together with the space behind it, which then stands on its left. So the space goes with the next word: it does
 * not break, and the line may before it.
 */
const spaceAfter = (word: string): string => (RIGHT_TO_LEFT.test(word) ? '\u200b\u00a0' : ' ')

/**
 * Where the run from right to left that begins at `from` ends; `from` itself where none begins there. Figures belong to it; a dot or a stroke
 * that nothing of it follows does not (UAX 9, N2).
 */
function runEnd(words: readonly string[], from: number): number {
  if (!RIGHT_TO_LEFT.test(words[from] ?? '')) return from
  const next = words.findIndex((word, at) => at > from && !RIGHT_TO_LEFT.test(word) && /\p{L}/u.test(word))
  const run = words.slice(from, next === -1 ? words.length : next)
  return from + run.findLastIndex((word) => RIGHT_TO_LEFT.test(word) || /\p{N}/u.test(word)) + 1
}

/** Words that are neighbours bound by spaces that don't break; then these, and the figures between them, from the last to the first. */
function turned(run: readonly string[]): string[] {
  const bound: string[] = []
  for (const [at, given] of run.entries()) {
    // The shaping turns them with the letters around them: turned twice they stand as they are read.
    const word = given.replace(FIGURES, (figures) => [...figures].reverse().join(''))
    const before = run[at - 1]
    if (before !== undefined && RIGHT_TO_LEFT.test(before) && RIGHT_TO_LEFT.test(word))
      bound.push(`${bound.pop()}\u00a0${word}`)
    else bound.push(word)
  }
  return bound.reverse()
}
