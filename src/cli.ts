import { answer } from './cli/answer.js'
import { type Terminal, UsageError, type Verb } from './cli/define-verb.js'
import { helpFor, nothingAsked } from './cli/help.js'
import { loadVerb } from './cli/load-verbs.js'
import { noteFault } from './cli/note-fault.js'
import { outline } from './cli/outline.js'
import { checkOptions, parseLine, wordsOf } from './cli/parse-line.js'
import { processTerminal } from './cli/terminal.js'
import { version } from './cli/version.js'
import { environment, readConfig } from './config.js'
import { toAppError } from './lib/errors.js'

/** Runs one `daybook` line; the exit code: 0 done, 1 refused or failed, 2 wrong usage. */
export async function runLine(
  argv: readonly string[],
  terminal: Terminal = processTerminal(argv.includes('--json')),
): Promise<number> {
  try {
    return await run(argv, terminal)
  } catch (thrown) {
    return sayWhy(thrown, terminal)
  }
}

async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const words = wordsOf(argv)
  if (words.length === 0 && argv.includes('--version')) {
    const ours = await version()
    answer(terminal, { version: ours }, ours)
    return 0
  }
  if (asksHelp(argv, words)) return help(words[0] === 'help' ? words.slice(1) : words, terminal)
  if (words.length === 0) return nothing(argv, terminal)
  const verb = await loadVerb(words)
  if (!verb) throw await unknown(argv)
  return runVerb(verb, argv, terminal)
}

/** `--help` after a verb that takes what follows it as words (`daybook run … --help`) is its help as well. */
const asksHelp = (argv: readonly string[], words: readonly string[]): boolean =>
  words[0] === 'help' || argv.includes('--help') || argv.includes('-h')

async function help(words: readonly string[], terminal: Terminal): Promise<number> {
  const text = helpFor((await outline()).verbs, words)
  if (text === undefined) throw await unknown(words)
  answer(terminal, { help: text }, text)
  return 0
}

async function unknown(argv: readonly string[]): Promise<UsageError> {
  const { unknownVerb } = await import('./cli/unknown-verb.js')
  return unknownVerb(await outline(), argv)
}

/** A bare `daybook` is shown what there is, and is wrong usage all the same. */
async function nothing(argv: readonly string[], terminal: Terminal): Promise<number> {
  checkOptions(argv)
  if (terminal.json) throw nothingAsked()
  terminal.out(helpFor((await outline()).verbs, []) ?? '')
  return 2
}

async function runVerb(verb: Verb, argv: readonly string[], terminal: Terminal): Promise<number> {
  const { words, options } = parseLine(verb, argv)
  const home = typeof options['home'] === 'string' ? { DAYBOOK_HOME: options['home'] } : {}
  // A verb that ends says what it has to say itself; only the service talks in log lines.
  const quiet = verb.name === 'serve' ? {} : { LOG_LEVEL: environment({})['LOG_LEVEL'] ?? 'error' }
  const config = readConfig(environment({ ...quiet, ...home }))
  try {
    return await verb.run({ config, terminal, words, options })
  } catch (thrown) {
    throw await noteFault(toAppError(thrown), config)
  }
}

function sayWhy(thrown: unknown, terminal: Terminal): number {
  const { code, userMessage: message } = toAppError(thrown)
  const usage = thrown instanceof UsageError
  if (terminal.json) terminal.out(JSON.stringify({ ok: false, error: { code: usage ? 'usage' : code, message } }))
  terminal.err(`daybook: ${message}`)
  return usage ? 2 : 1
}
