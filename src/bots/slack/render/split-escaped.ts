import { escape } from './mrkdwn.js'

/** A line escaped, in pieces of so many characters at most: cut between words, and never within an escape. */
export function splitEscaped(line: string, most: number): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const word of line.split(/(?<=\s)/)) {
    for (const part of escape(word).length <= most ? [escape(word)] : [...word].map(escape)) {
      if (piece.length + part.length > most) {
        pieces.push(piece.trimEnd())
        piece = ''
      }
      piece += part
    }
  }
  return [...pieces, piece]
}
