import { simpleParser } from 'mailparser'
import { expect, test, vi } from 'vitest'
import { slackProofs } from '../../../src/domain/people/slack-proof.js'
import type { Services } from '../../../src/jobs/services.js'
import { Redacted } from '../../../src/lib/redacted.js'
import { readSecretKey } from '../../../src/lib/secret-box.js'
import { foundedCompany } from '../../support/company.js'
import { runErrands } from '../../support/errands.js'
import { quietServices } from '../../support/services.js'
import { testSlack, textOf } from '../../support/slack.js'
import { testSmtp } from '../../support/smtp.js'
import { TEST_KEY } from '../../support/test-key.js'

const company = await foundedCompany([
  { name: 'dana', roles: ['sales'] },
  { name: 'eve', roles: ['admin'] },
])
const { db, scope, staff } = company
// Dana is known by her address alone; nobody has said yet that this Slack user is her.
const slack = await testSlack(db, scope, [
  { name: 'dana' },
  { name: 'eve', staffId: staff['eve'] ?? '' },
  { name: 'guest', kind: 'guest' },
  { name: 'partner', kind: 'outside' },
  { name: 'nobody' },
])
const dana = slack.as('dana')
const key = readSecretKey(TEST_KEY)

const linked = async () =>
  (
    await company.read(
      ({ sql }) => sql<{ user: string | null }[]>`
    select slack_user_id as user from staff where id = ${staff['dana'] ?? ''} and slack_verified_at is not null`,
    )
  )[0]?.user

test('an address proposes who somebody is, and only what was mailed to it proves it', async () => {
  await dana.command('/deal list')
  const met = await dana.sees('I can mail you a link')
  expect(textOf(met)).toContain('dana@lindenhof.test')
  await dana.click(met, 'Mail me the link')
  await dana.sees('A mail is on its way')
  const asked = await company.read(
    ({ sql }) => sql<{ data: Record<string, string> }[]>`
    select data from outbox where kind = 'slack.link-asked'`,
  )
  expect(asked.map(({ data }) => data)).toEqual([{ staffId: staff['dana'], slackUserId: dana.id, slackName: 'dana' }])
  expect(await linked()).toBeUndefined()

  const smtp = await testSmtp()
  const services: Services = {
    ...quietServices,
    smtpUrl: new Redacted(smtp.url),
    mailFrom: 'daybook@lindenhof.test',
    insecureMail: true,
    slackProof: slackProofs(key, () => slack.appUrl),
  }
  await runErrands(db, scope, services)
  const [mail] = await Promise.all(smtp.received.map((raw) => simpleParser(raw)))
  expect(smtp.received).toHaveLength(1)
  expect(mail?.to).toMatchObject({ text: 'dana@lindenhof.test' })
  const [, link = ''] = /href="([^"]*\/link\?open=[^"]*)"/.exec(String(mail?.html)) ?? []

  const proof = {
    workspaceId: scope.workspaceId,
    staffId: staff['dana'] ?? '',
    slackUserId: dana.id,
    slackName: 'dana',
  }
  const question = await (await fetch(link)).text()
  expect(question).toContain('Are you dana in Slack?')
  expect(await linked()).toBeUndefined()
  expect((await fetch(`${link}x`, { method: 'POST' })).status).toBe(404)
  expect((await fetch(link, { method: 'POST' })).status).toBe(200)
  expect(await linked()).toBe(dana.id)
  await dana.asks('/deal list', 'no open deals')
  const old = slackProofs(key, () => slack.appUrl)(proof, new Date(db.clock.now().getTime() - 31 * 60_000)) ?? ''
  expect((await fetch(old, { method: 'POST' })).status).toBe(404)
})

test('guests and other organisations’ people are told politely, and get nothing', async () => {
  for (const name of ['guest', 'partner']) {
    await slack.as(name).command('/deal list')
    const said = textOf(await slack.as(name).sees('I answer only staff'))
    expect(said).not.toContain('Mail me')
    expect(JSON.stringify(await slack.as(name).home())).toContain('I answer only staff')
  }
  await slack.as('nobody').command('/deal list')
  await slack.as('nobody').sees('staff link nobody@lindenhof.test')
})

test('an admin says who somebody is, takes it back, and never gives one user to two', async () => {
  const eve = slack.as('eve')
  const taken = await eve.asks(`staff link eve@lindenhof.test user:${dana.id}`)
  expect(textOf(taken)).toMatch(/is Dana already/)
  const ended = await eve.asks('staff unlink dana@lindenhof.test')
  expect(await linked()).toBeUndefined()
  await eve.click(ended, 'Undo')
  await vi.waitFor(async () => expect(await linked()).toBe(dana.id))
  expect(textOf(await eve.asks('staff link dana@lindenhof.test user:kim'))).toContain('is no Slack user')
})
