import { forbiddenFor, PROTOCOL_FREE_PARTS, PROTOCOL_PACKAGES, parts } from './scripts/gate/import-directions.mjs'

/** How deep folders may nest inside a part; tests/unit/gate.test.ts fails when something lies deeper. */
const MAX_DEPTH = 4

/** JavaScript has no types to be safe about, and a test reads what came over a wire with `toMatchObject`. */
const withoutTypes = Object.fromEntries(
  ['argument', 'assignment', 'return'].map((what) => [`typescript/no-unsafe-${what}`, 'off']),
)

/** Files over 300 lines and functions over 60, from before there was a limit: one that is mended goes off its list. */
const LONG_FILES = [
  'src/sandbox/page-api.ts',
  'tests/integration/banking/matching.test.ts',
  'tests/integration/close/proofs.test.ts',
  'tests/integration/close/tasks.test.ts',
  'tests/integration/crm/many-records.test.ts',
  'tests/integration/crm/record-changes.test.ts',
  'tests/integration/mail/privacy.test.ts',
  'tests/integration/slack/forms-and-files.test.ts',
  'tests/support/slack.ts',
  'tests/unit/banking/propose-match.test.ts',
]
const LONG_FUNCTIONS = [
  'bench/desk/slack-end.ts',
  'bench/figures/signals.ts',
  'src/bots/commands/bill/pay-command.ts',
  'src/bots/commands/deal/show.ts',
  'src/bots/slack/chat-out.ts',
  'src/domain/reports/across/cost-to-serve.ts',
  'src/domain/reports/across/won-unbilled.ts',
  'src/domain/reports/customers/case-targets.ts',
  'src/domain/reports/customers/forecast.ts',
  'src/domain/reports/customers/monthly-recurring-revenue.ts',
  'src/domain/reports/customers/response-times.ts',
  'src/domain/reports/customers/top-customers.ts',
  'src/domain/reports/customers/won-and-lost.ts',
  'src/domain/reports/finance/revenue.ts',
  'src/imports/crm/find-stages.ts',
  'src/sandbox/page/blocks/table-block.tsx',
  'src/sandbox/page/chat/composer.tsx',
  'src/sandbox/page/elements/combobox.tsx',
  'src/sandbox/page/mail/mail-reader.tsx',
  'src/sandbox/page/mail/mail-room.tsx',
  'src/sandbox/page/mail/write-form.tsx',
  'src/sandbox/page/modal/modal-stack.tsx',
  'src/sandbox/page/sidebar/jump-dialog.tsx',
  'src/sandbox/page/sidebar/new-channel.tsx',
  'src/sandbox/socket/socket-mode.ts',
]

export default {
  plugins: ['typescript', 'import', 'node', 'unicorn', 'oxc', 'promise', 'vitest', 'react'],
  categories: { correctness: 'error' },
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  ignorePatterns: ['dist/**', 'src/generated/**', '.daybook/**', '.cache/**'],
  rules: {
    // A promise nobody waits for loses its error, and sometimes its work; a deliberate one says so with `void`.
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/return-await': ['error', 'error-handling-correctness-only'],
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-unsafe-argument': 'error',
    'typescript/no-unsafe-assignment': 'error',
    'typescript/no-unsafe-return': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
    'typescript/no-misused-spread': ['error', { allow: ['string'] }], // `[...text]` is how code points are counted
    'typescript/no-meaningless-void-operator': 'off',
    'typescript/unbound-method': 'off', // objects of closures are passed around here; there are no classes to unbind from
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'no-console': 'error',
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'no-var': 'error',
    'prefer-const': 'error',
    // Small files and functions of one screen: the first thing that a reader gets.
    'max-lines': ['error', { max: 300 }],
    'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    // vitest.config.ts fails a test that asserts nothing, whatever its branches
    'vitest/no-conditional-expect': 'off',
    'vitest/valid-expect': ['error', { maxArgs: 2 }], // the second is the message
    'vitest/no-focused-tests': 'error',
    'vitest/no-disabled-tests': 'error',
    'vitest/require-to-throw-message': 'off',
    'vitest/expect-expect': 'off',
    'vitest/valid-title': 'off',
    // Advice for the React compiler, which the sandbox page does without.
    'react/refs': 'off',
    'react/immutability': 'off',
    'react/set-state-in-effect': 'off',
  },
  overrides: [
    { files: ['scripts/**', 'bench/**', 'src/cli.ts'], rules: { 'no-console': 'off' } },
    { files: ['**/*.mjs', 'tests/**'], rules: withoutTypes },
    // What a file of tests describes is one function around many.
    { files: ['tests/**', ...LONG_FUNCTIONS], rules: { 'max-lines-per-function': 'off' } },
    { files: LONG_FILES, rules: { 'max-lines': 'off' } },
    {
      files: ['src/sandbox/page/**'],
      rules: { 'typescript/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }] },
    },
    {
      files: ['src/**/*.ts'],
      excludeFiles: ['src/config.ts'],
      rules: {
        'node/no-process-env': 'error', // src/config.ts is the only reader
      },
    },
    {
      files: ['src/**/*.ts'],
      excludeFiles: ['src/lib/clock.ts', 'src/sandbox/**'],
      rules: {
        'no-restricted-properties': [
          'error',
          { object: 'Date', property: 'now', message: 'Take the time from the clock.' },
        ],
      },
    },
    ...parts.flatMap(importOverrides),
  ],
}

/** One override for each depth of folder: the way to another part begins with as many `../` as lie above the file. */
function importOverrides(part) {
  const isFile = part.endsWith('.js')
  const depths = isFile ? [0] : Array.from({ length: MAX_DEPTH + 1 }, (_, depth) => depth)
  return depths.map((depth) => ({
    files: isFile ? [`src/${part.replace('.js', '.ts')}`] : [`src/${part}/${'*/'.repeat(depth)}*.{ts,tsx}`],
    rules: { 'no-restricted-imports': ['error', { patterns: restrictions(part, isFile ? -1 : depth) }] },
  }))
}

function restrictions(part, depth) {
  const patterns = forbiddenFor(part).map((other) => ({
    regex: `^(?:${waysTo(part, other, depth).join('|')})(?:/|$)`,
    message: `${part} must not import ${other}: imports run downwards (ARCHITECTURE.md).`,
  }))
  if (!PROTOCOL_FREE_PARTS.includes(part)) return patterns
  return [...patterns, { group: PROTOCOL_PACKAGES, message: `${part} knows no protocol and no queue.` }]
}

/** How a file `depth` folders inside `part` can write the way to `other`: up to the folder they share, or further. */
function waysTo(part, other, depth) {
  const from = part.split('/')
  const to = other.split('/')
  const shared = from.length > 1 && from[0] === to[0] ? 1 : 0
  return Array.from({ length: shared + 1 }, (_, kept) => {
    const up = '\\.\\./'.repeat(from.length - kept + depth) || '\\./'
    return up + to.slice(kept).join('/').replaceAll('.', '\\.').replace('*', '[\\w-]+')
  })
}
