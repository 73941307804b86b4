import { expect, test } from 'vitest'
import type { Command } from '../../../src/bots/commands/define-command.js'
import { openForm } from '../../../src/bots/commands/forms.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import type { Who } from '../../../src/bots/commands/request.js'
import { formView } from '../../../src/bots/slack/render/modal.js'
import { readWorkspace } from '../../../src/db/sql-workspace.js'
import { STAFF } from '../../../src/demo/parts/staff.js'
import { checkView } from '../../../src/sandbox/blocks/check.js'
import { demoBooks } from '../../support/demo-books.js'
import { testSlack, textOf } from '../../support/slack.js'

// The whole demo company, because its texts, tables and charts are what real ones look like.
const { db, scope } = await demoBooks()
const { workspaceId } = scope
const catalog = await loadCatalog()
const everyone = STAFF.map(({ key, slackUserId }) => ({ name: key, id: slackUserId }))
const slack = await testSlack(db, scope, everyone)

/** Manager and admin: whatever there is, she may read it. */
const eleanor = slack.as('eleanor')

/** A record of each kind that the demo has. */
const references = await readWorkspace(db, scope, async ({ sql }) => {
  const [row] = await sql<Record<string, string>[]>`
    select (select ref from deal where status = 'open' order by id limit 1) as deal,
      (select ref from contact order by id limit 1) as contact,
      (select ref from company order by id limit 1) as company,
      (select number from invoice where number is not null order by id limit 1) as invoice,
      (select ref from close_task order by id limit 1) as "close-task",
      (select ref from bill where kind = 'bill' order by id limit 1) as bill,
      (select ref from bill where kind = 'expense' order by id limit 1) as expense,
      (select ref from approval where state = 'asked' order by id limit 1) as approval,
      (select email from staff order by id limit 1) as staff,
      (select name from stage order by id limit 1) as stage`
  return row ?? {}
})

/** As it would be typed: about a record that is there, else as in its example. */
function lineFor(command: Command): string {
  const target = Object.values(command.params).find((param) => param.target && param.record)
  const reference = target?.record && references[target.record]
  return reference ? `${command.name} ${reference}` : command.example
}

test('every reading command of the demo is answered in blocks that Slack accepts', async () => {
  const reading = [...catalog.commands.values()].filter((command) => command.risk === 'read')
  expect(reading.length).toBeGreaterThan(15)
  const unanswered: string[] = []
  for (const command of reading) {
    const line = lineFor(command)
    const answer = await eleanor.asks(line)
    if (/something went wrong/i.test(textOf(answer))) unanswered.push(`${line}: ${answer.text}`)
  }
  expect(unanswered).toEqual([])
  const refused = (await slack.log('call')).filter((call) => (call.response as { ok?: boolean }).ok !== true)
  expect(refused.map(({ name, response }) => ({ name, response }))).toEqual([])
}, 120_000)

test('every command’s form is a view that Slack accepts', async () => {
  const rows = await readWorkspace(
    db,
    scope,
    ({ sql }) => sql<{ id: string }[]>`select id from staff where email like 'eleanor%'`,
  )
  const who: Who = { workspaceId, staffId: rows[0]?.id ?? '', via: 'slack' }
  for (const command of catalog.commands.values()) {
    const opened = await openForm({ db, catalog }, who, { command: command.name, values: {} })
    if (!opened.ok) throw new Error(`${command.name}: ${opened.reply.headline}`)
    const view = formView(opened.form, { channel: 'C0FINANCE0' })
    expect(
      checkView(view as never, 'modal', () => true),
      command.name,
    ).toEqual([])
  }
})

test('everybody’s App Home is one that Slack accepts, and shows the books to nobody but finance', async () => {
  for (const { key, roles } of STAFF) {
    const home = JSON.stringify(await slack.as(key).home())
    expect(home, key).toContain('Good to see you')
    if (roles.every((role) => role === 'department')) expect(home, key).not.toMatch(/INV-|DEAL-/)
  }
  const refused = (await slack.log('call', 'views.publish')).filter(
    (call) => (call.response as { ok?: boolean }).ok !== true,
  )
  expect(refused).toEqual([])
})
