/** A mail to the assistant's address from a member of staff, as it was taken: its first line, and whether it may be acted on. */
export type MailCommand = {
  staffId: string
  /** Normalised Message-ID, or `sha256:` of the content of a mail without one. */
  messageKey: string
  subject: string
  /** What it answers, oldest first. */
  references: readonly string[]
  /** The assistant's address as it was written, with the tag that names the company. */
  assistant: string
  line: string
  /** Why it is not believed; null: somebody vouches that its sender sent it. */
  problem: string | null
  /** It is also addressed to people outside the company. */
  outsiders: boolean
  /** Where its bytes are kept until it is answered (SHA-256, hex): of a mail with files that is not logged as correspondence. */
  raw?: string
}

/** Once a mail, and of mail that nobody vouches for one a day in a person's name: forgeries must not fill a table or a chat. */
export const commandKey = ({ problem, staffId, messageKey }: MailCommand, today: string): string =>
  problem === null ? messageKey : `unverified:${staffId}:${today}`

/** How a terminal or a program softens a line that was typed as one: mail programs break at 72 to 78 characters (RFC 5322 §2.1.1). */
const BROKEN_FROM = 72

/** "Hi Daybook," and the like, alone on its line: no command begins so. Longer ones count with the sign they end in. */
const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|moin|liebe[rs]?|guten (?:tag|morgen|abend)|bonjour|salut|hola|ciao|hej)(?:\s+[\p{L}.'’-]+)?(?:(?:\s+[\p{L}.'’-]+){0,3}[,!])?$/iu

/**
 * The line that may be a command: the first that says something after a greeting, with what a mail program broke off it. A line goes on in
 * the next when that one's first word would not have fit. Empty when the reply begins with a quote or a signature: the subject is meant then.
 */
export function commandLine(reply: string): string {
  const lines = reply.split('\n').map((line) => line.trim())
  const says = lines.flatMap((line, n) => (line === '' ? [] : [n]))
  const [greeting = -1, after] = says
  const first = after !== undefined && GREETING.test(lines[greeting] ?? '') ? after : greeting
  let line = lines[first] ?? ''
  if (/^(?:[>|]|(?:--|—)$)/.test(line)) return ''
  let last = line
  for (const next of lines.slice(first + 1)) {
    const word = next.split(/\s/)[0] ?? ''
    if (next === '' || last.length + 1 + word.length <= BROKEN_FROM) break
    line = `${line} ${next}`
    last = next
  }
  return line
}

/** A subject without what replying put in front of it, for a mail that says nothing else. */
export const subjectLine = (subject: string): string =>
  subject.replace(/^(?:\s*(?:re|aw|sv|antw|rif)\s*:)+/i, '').trim()
