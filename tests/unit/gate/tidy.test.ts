import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../support/places.js'

/** These ask the database themselves, from before it was watched: one that is mended goes off the list, and none comes onto it. */
const ASK_THEMSELVES = [
  'bots/slack/inbound.ts',
  'cli/export-company.ts',
  'cli/other-sessions.ts',
  'jobs/tasks/close-reopened.ts',
  'jobs/tasks/mailbox-card.ts',
  'jobs/tasks/prune.ts',
  'jobs/tasks/signal-settle.ts',
  'jobs/tasks/watch-signed.ts',
  'mail/missing-packs.ts',
]

const ABOVE_THE_DOMAIN = /^(bots|cli|documents|jobs\/tasks|mail|web)\/|^(main|cli)[\w-]*\.ts$/
const ASKS = /\bsql(<[^`]*>)?`|\breader(<[^`]*>)?`|\.prisma\./s

test('faces, jobs, mail and the command line ask stores, and not the database', () => {
  const files = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  const asking = files
    .filter((file) => ABOVE_THE_DOMAIN.test(file) && /\.tsx?$/.test(file) && !file.endsWith('-store.ts'))
    .filter((file) => ASKS.test(readFileSync(path.join(ROOT, 'src', file), 'utf8')))
  expect(asking.toSorted()).toEqual(ASK_THEMSELVES)
})

test('every package is named with the very version that was tried', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >
  const ranges = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d/.test(version))
  expect(ranges).toEqual([])
})
