import fc from 'fast-check'
import { expect, test } from 'vitest'
import { submitForm } from '../../../src/bots/commands/forms.js'
import { renderReply } from '../../../src/bots/terminal/render-reply.js'
import { hostileText } from '../../unit/commands/hostile.js'
import { foundTestCompany, testDatabase } from './company.js'
import { staffCatalog } from './staff-commands.js'

const database = await testDatabase()
const FAULT = 'Something went wrong'

/** Nothing but line breaks steers the terminal. */
const STEERS = /[^\P{Cc}\n]|[\u202a-\u202e]/u

test('500 hostile texts are each answered with a sentence, and none is a fault', async () => {
  const company = await foundTestCompany(database, staffCatalog)
  const admin = await company.hire('Ada Admin', 'admin')
  const inStaff = fc.tuple(
    fc.constantFrom('staff show ', 'staff rename ', 'staff promote ', 'search ', ''),
    hostileText,
  )
  await fc.assert(
    fc.asyncProperty(inStaff, async ([words, text]) => {
      const { reply } = await company.ask(admin, words + text)
      expect(reply.headline).toMatch(/\S/)
      expect(reply.headline).not.toContain(FAULT)
      expect(renderReply(reply, { width: 80, colour: false, timeZone: 'UTC' })).not.toMatch(STEERS)
    }),
    { numRuns: 500 },
  )
})

test('hostile buttons and form values are refused or read, and none is a fault', async () => {
  const company = await foundTestCompany(database, staffCatalog)
  const admin = await company.hire('Ada Admin', 'admin')
  await fc.assert(
    fc.asyncProperty(hostileText, async (text) => {
      const clicked = await company.ask(admin, { action: text })
      expect(clicked).toMatchObject({ ok: false })
      expect(clicked.reply.headline).not.toContain(FAULT)
      expect(await submitForm(company.deps, company.who(admin), text, { to: text })).toMatchObject({
        answer: { ok: false },
      })
      const named = await company.ask(admin, {
        command: 'staff rename',
        values: { person: text, to: text, from: text },
      })
      expect(named.reply.headline).not.toContain(FAULT)
    }),
    { numRuns: 60 },
  )
})
