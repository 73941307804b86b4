import { nameKey } from '../../../../lib/name-key.js'

/** What people say around what they mean. A verb is none of these: what was done is meant, and who doesn't know it must not answer. */
const FILLERS =
  /\b(?:(?:have|has) (?:we|i|you) got|(?:we|i|you) (?:have|ve) got|please|pls|you|i|me|us|our|we|have|has|had|do|does|did|is|are|was|were|be|been|there|the|a|an|all|any|some|to|what|which|who|whose|that|those|these|them|it|and|of|in|for|from|on|at|with|by|so|far|right|now|currently|just|also|report|reports|s|still|yet|total|totals|overview|their|its|each|as|value|amount|amounts|worth|money|much|many|how|ones|about|up|records|list)\b/g

const ASK =
  '(?:show|list|give|get|see|tell|find(?: out)?|display|know|look(?: up| at)?|view|have|pull(?: up)?|check|send)(?: (?:me|us))?'
/** How a request begins and ends, whatever it is for: "may I see …", "could you please show me …", "… please, thanks". */
const OPENING = new RegExp(
  `^(?:(?:please|pls|hey|hi|hello|daybook|ok|so|and|kindly|now) )*(?:(?:can|could|would|will|may|might|shall|should) (?:you|i|we) (?:please |pls |kindly |just |also )*(?:(?:like|love|want|need) to )?${ASK} |(?:i|we)(?:['’]d| d| would)? (?:like|love|want|need|wish)(?: to ${ASK})? |let (?:me|us) ${ASK} |(?:(?:please|pls|just) )?(?:show|list|give|get|see|tell|find|display|look up|look at|view|pull up|need|want)(?: (?:me|us))? )?(?:(?:please|pls) )?(?=\\S)`,
)
const CLOSING = /(?: (?:please|pls|thanks|thank you|thx|cheers|for me|asap|for us))+$/

/** A sentence of which words are taken, one meaning after the other; what is left was not understood. */
export class Sentence {
  #text: string
  /** The whole of it. */
  readonly said: string

  constructor(words: string) {
    const plain = nameKey(words)
      .replace(/[’']s\b/g, ' s')
      .replace(/[?!;"“”()]|[,.](?!\d)/g, ' ')
    this.said = plain.replace(/\s+/g, ' ').trim().replace(OPENING, '').replace(CLOSING, '')
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
