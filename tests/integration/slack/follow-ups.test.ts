import { expect, test } from 'vitest'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createDeal } from '../../../src/domain/crm/create-deal.js'
import { fromDecimal } from '../../../src/lib/money.js'
import type { Message } from '../../../src/sandbox/page-api.js'
import { foundedCompany } from '../../support/company.js'
import { testSlack, textOf } from '../../support/slack.js'

const company = await foundedCompany([
  { name: 'dana', roles: ['admin'] },
  { name: 'fay', roles: ['admin'] },
])
const { db, scope, staff } = company
const slack = await testSlack(db, scope, [
  { name: 'dana', staffId: staff['dana'] ?? '' },
  { name: 'fay', staffId: staff['fay'] ?? '' },
])
const [dana, fay] = [slack.as('dana'), slack.as('fay')]
const finance = slack.channels['finance'] ?? ''
await company.change(async (tx) => {
  for (const name of ['Acme', 'Globex']) {
    const { id } = await createCompany(tx, { name, currency: 'EUR' })
    const ownerId = staff['dana'] ?? ''
    await createDeal(tx, { title: `${name} renewal`, companyId: id, amount: fromDecimal('1000.00', 'EUR'), ownerId })
  }
}, 'dana')

/** Says it, and waits for an answer there that this fits. */
async function asked(
  who: typeof dana,
  text: string,
  channel: string,
  fits: RegExp,
  threadTs?: string,
): Promise<string> {
  const ts = await who.say(text, channel, threadTs)
  const isAnswer = (message: Message) =>
    message.ts > ts && message.user === slack.bot && message.threadTs === threadTs && fits.test(textOf(message))
  const said = textOf(await who.sees(isAnswer))
  expect(said).toMatch(fits)
  return said
}

test('a question is followed by what is different, which the answer says, and by what is different from that', async () => {
  const dm = await dana.dm()
  await asked(dana, 'open deals of Acme', dm, /Acme renewal/)
  const forGlobex = await asked(dana, 'and for Globex?', dm, /report deals where status:open company:Globex`/)
  expect(forGlobex).toContain('Globex renewal')
  expect(forGlobex).not.toContain('Acme renewal')
  await asked(dana, 'by owner', dm, /report deals where status:open company:Globex group:owner/)
  await asked(dana, 'what about this month?', dm, /company:Globex close:this-month group:owner/)
})

test('a report by its name is followed as well, in its thread alone', async () => {
  const { channel, threadTs } = await dana.agent()
  await asked(dana, 'profit in October', channel, /to:october/, threadTs)
  await asked(dana, 'and in November?', channel, /report profit-and-loss from:november to:november/, threadTs)
  const other = await dana.agent()
  await asked(dana, 'and in November?', other.channel, /you asked me none here/, other.threadTs)
})

test('a sentence that begins like a report is followed as what it was read as', async () => {
  const dm = await dana.dm()
  await asked(dana, 'report revenue last month by customer', dm, /group:company/)
  await asked(dana, 'and in October?', dm, /report invoices where issued:october group:company sum:net/)
})

test('what somebody else asked there, and what was asked long ago, is followed by nothing', async () => {
  await asked(dana, `<@${slack.bot}> open deals of Acme`, finance, /Acme renewal/)
  await asked(fay, `<@${slack.bot}> and for Globex?`, finance, /you asked me none here/)
  const dm = await fay.dm()
  await asked(fay, 'open deals of Acme', dm, /Acme renewal/)
  company.clock.advance(16 * 60_000)
  await asked(fay, 'and for Globex?', dm, /in the last 15 minutes/)
})

test('two readings are offered, and what the question can’t take is said', async () => {
  const dm = await dana.dm()
  await asked(dana, 'report deals where created:2026-10 close:2026-11', dm, /0 deals/)
  await asked(dana, 'and in December?', dm, /Which of these do you mean/)
  await asked(dana, 'by zaphod', dm, /I can’t tell what “by zaphod” changes/)
})
