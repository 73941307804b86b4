import { expect, test } from 'vitest'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { runCommand } from '../../../src/bots/terminal/run-command.js'
import { foundTestCompany, testDatabase } from './company.js'

const OPTIONS = { width: 100, colour: false, timeZone: 'Europe/Berlin', json: false, yes: false }

test('text goes through the dispatcher to the terminal', async () => {
  const company = await foundTestCompany(await testDatabase(), await loadCatalog())
  const dana = await company.hire('Dana Fox', 'sales')
  const run = (text: string, options = {}) =>
    runCommand(company.deps, company.who(dana), text, { ...OPTIONS, ...options })
  const help = await run('help')
  console.log(help.out)
  expect(help.code).toBe(0)
  console.log(await run('deal help'))
  console.log(await run('search dana'))
  console.log(await run('deel lsit'))
  console.log(await run('undo'))
  console.log(await run('undo', { json: true }))
})
