import { beforeAll, expect, test } from 'vitest'
import { runCommand, type TerminalOptions } from '../../../src/bots/terminal/run-command.js'
import { foundTestCompany, type TestCompany, testDatabase } from './company.js'
import { staffCatalog } from './staff-commands.js'

const database = await testDatabase()
let company: TestCompany
let admin: string

beforeAll(async () => {
  company = await foundTestCompany(database, staffCatalog)
  admin = await company.hire('Ada Admin', 'admin')
  await company.hire('Dana Fox', 'support')
})

const run = (text: string, options: Partial<TerminalOptions> = {}) =>
  runCommand(company.deps, company.who(admin), text, {
    width: 80,
    colour: false,
    timeZone: 'UTC',
    json: false,
    yes: false,
    ...options,
  })
const PROMOTE = 'staff promote dana'

test('an answer goes to stdout, a refusal to stderr, each with its code', async () => {
  expect(await run('staff show dana')).toMatchObject({ out: expect.stringMatching(/^Dana Fox\n/), err: '', code: 0 })
  expect(await run('staff show nobody')).toMatchObject({
    out: '',
    err: expect.stringMatching(/^I can't find a colleague “nobody” that you may see\./),
    code: 1,
  })
})

test('JSON is one object, whatever comes', async () => {
  const shown = await run('staff show dana', { json: true })
  expect(JSON.parse(shown.out)).toMatchObject({
    ok: true,
    reply: { headline: 'Dana Fox', actions: [{ label: 'Rename…' }, { label: 'Promote' }] },
    data: { ref: 'dana.fox@lindenhof.test' },
  })
  const refusal = await run('staff frobnicate it', { json: true })
  expect(JSON.parse(refusal.out)).toMatchObject({ ok: false, data: null })
  expect(refusal).toMatchObject({ code: 1, err: expect.stringContaining('frobnicate') })
})

test('what is consequential needs --yes where nobody can be asked', async () => {
  const unconfirmed = await run(PROMOTE)
  expect(unconfirmed).toMatchObject({ out: expect.stringContaining('Promote Dana Fox?'), code: 1 })
  expect(unconfirmed.err).toContain('--yes')
  const json = await run(PROMOTE, { json: true })
  expect(JSON.parse(json.out)).toMatchObject({ ok: false, confirm: expect.any(String) })
})

test('a person is shown all of it and asked', async () => {
  const questions: string[] = []
  const answering = (agreed: boolean) => async (question: string) => {
    questions.push(question)
    return agreed
  }
  expect(await run(PROMOTE, { confirm: answering(false) })).toEqual({ out: '', err: 'Nothing was done.', code: 1 })
  expect(await run(PROMOTE, { confirm: answering(true) })).toMatchObject({ code: 0 })
  expect(questions[0]).toMatch(/^Promote Dana Fox\?\n[\s\S]*no title[\s\S]*\n\nPromote\?$/)
})

test('--yes confirms what was shown', async () => {
  expect(await run(PROMOTE, { yes: true })).toMatchObject({
    out: expect.stringContaining('Dana Fox is a director'),
    code: 0,
  })
})
