import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { version } from '../../../src/cli/version.js'
import { runLine } from '../../../src/cli.js'
import { ROOT } from '../../support/places.js'

it('says which version it is', async () => {
  const said = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string }
  expect(await version()).toBe(said.version)
  expect(await runLine(['--version'])).toBe(0)
})
