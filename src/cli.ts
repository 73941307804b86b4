import { UsageError, type Verb } from './cli/define-verb.js'
import { loadVerbs } from './cli/load-verbs.js'
import { noteFault } from './cli/note-fault.js'
import { COMMON, helpOf, parseLine } from './cli/parse-line.js'
import { processTerminal } from './cli/terminal.js'
import { version } from './cli/version.js'
import { environment, readConfig } from './config.js'
import { toAppError } from './lib/errors.js'

/** Runs one `daybook` line; the exit code: 0 done, 1 refused or failed, 2 wrong usage. */
export async function runLine(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json')
  const terminal = processTerminal(json)
  try {
    if (argv[0] === '--version') {
      terminal.out(await version())
      return 0
    }
    const verbs = await loadVerbs(argv)
    if (argv.length === 0 || argv[0] === '--help' || argv[0] === 'help') {
      terminal.out(overview(verbs))
      return argv.length === 0 ? 2 : 0
    }
    const { verb, words, options } = parseLine(verbs, argv)
    if (options['help']) {
      terminal.out(helpOf(verb))
      return 0
    }
    const home = typeof options['home'] === 'string' ? { DAYBOOK_HOME: options['home'] } : {}
    // A verb that ends says what it has to say itself; only the service talks in log lines.
    const quiet = verb.name === 'serve' ? {} : { LOG_LEVEL: environment({})['LOG_LEVEL'] ?? 'error' }
    const config = readConfig(environment({ ...quiet, ...home }))
    return await verb.run({ config, terminal, words, options }).catch(async (thrown: unknown) => {
      throw thrown instanceof UsageError ? thrown : await noteFault(toAppError(thrown), config)
    })
  } catch (thrown) {
    return sayWhy(thrown, terminal, json)
  }
}

function sayWhy(thrown: unknown, terminal: ReturnType<typeof processTerminal>, json: boolean): number {
  const usage = thrown instanceof UsageError
  const error = usage ? undefined : toAppError(thrown)
  const message = usage ? thrown.message : (error?.userMessage ?? '')
  if (json) terminal.out(JSON.stringify({ ok: false, error: { code: usage ? 'usage' : error?.code, message } }))
  terminal.err(`daybook: ${message}`)
  return usage ? 2 : 1
}

function overview(verbs: readonly Verb[]): string {
  const lines = verbs.map(
    (verb) => `  daybook ${[verb.name, verb.takes].filter(Boolean).join(' ').padEnd(28)} ${verb.summary}`,
  )
  const common = Object.entries(COMMON).map(([name, option]) => `  --${name.padEnd(12)} ${option.summary}`)
  const own = `  daybook ${'--version'.padEnd(28)} Which one this is`
  return ['Daybook: customers and books in one Postgres.', '', ...lines, own, '', 'Everywhere:', ...common].join('\n')
}
