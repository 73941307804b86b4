import { nameKey } from '../../../../lib/name-key.js'

/** What people say around what they mean. */
const FILLERS =
  /\b(please|pls|can|could|would|will|you|i|me|us|our|we|have|has|had|do|does|did|is|are|was|were|be|been|there|the|a|an|all|any|some|show|list|give|get|see|tell|find|display|want|need|like|to|know|what|which|who|whose|that|those|these|them|it|and|of|in|for|from|on|at|with|by|so|far|right|now|currently|just|also|hey|hi|report|reports|s|still|yet|total|totals|overview|got|make|made|their|its|each|as|value|amount|amounts|worth|money|much|many|how|ones|about|let|look|up|records|list)\b/g

/** A sentence of which words are taken, one meaning after the other; what is left was not understood. */
export class Sentence {
  #text: string
  /** The whole of it. */
  readonly said: string

  constructor(words: string) {
    const plain = nameKey(words)
      .replace(/[’']s\b/g, ' s')
      .replace(/[?!;"“”()]|[,.](?!\d)/g, ' ')
    this.said = plain.replace(/\s+/g, ' ').trim()
    this.#text = ` ${this.said} `
  }

  /** Takes the first words that are like this, and answers its groups. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    const found = new RegExp(`(?<=\\s)(?:${pattern.source})(?=\\s)`).exec(this.#text)
    if (!found) return undefined
    this.#text = `${this.#text.slice(0, found.index)} ${this.#text.slice(found.index + found[0].length)}`.replace(
      /\s+/g,
      ' ',
    )
    return found
  }

  /** Gives words back that were taken with others. */
  put(words: string): void {
    this.#text = `${this.#text}${words} `
  }

  /** What nobody took, without what carries nothing. */
  get left(): string {
    return this.#text.replace(FILLERS, ' ').replace(/\s+/g, ' ').trim()
  }

  get text(): string {
    return this.#text.trim()
  }
}
