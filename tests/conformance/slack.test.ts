import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import { foundedCompany } from '../support/company.js'
import { testSlack } from '../support/slack.js'
import { postAsSlack } from '../support/slack-post.js'
import { until } from '../support/until.js'

/** One payload of each kind that Slack sends, from its Java SDK, beside the repository: all fields, nearly all of them blank. */
const corpus = path.resolve(import.meta.dirname, '../../../shared/data/slack')
const there = existsSync(corpus)
const files = there
  ? ['events', 'app-backend']
      .flatMap((part) =>
        readdirSync(path.join(corpus, part), { recursive: true }).map((name) => path.join(part, String(name))),
      )
      .filter((name) => name.endsWith('.json'))
      // What ends the installation comes last.
      .toSorted((a, b) => Number(a.includes('Uninstalled')) - Number(b.includes('Uninstalled')) || a.localeCompare(b))
  : []

const complaints: string[] = []
const log = pino({ level: 'warn', base: null }, { write: (line: string) => void complaints.push(line) })
const company = await foundedCompany([{ name: 'dana', roles: ['sales'] }])
const db = { ...company.db, log }
const slack = await testSlack(db, company.scope, [{ name: 'dana', staffId: company.staff['dana'] ?? '' }])
afterEach(() => void complaints.splice(0))

test(`Slack’s payloads are ${there ? 'here' : 'not here, so nothing else in this file runs'}: ${corpus}`, () => {
  expect(files.length > 0).toBe(there)
})

test.each(files)('%s is taken or politely ignored, as it is and as if it came from here', async (file) => {
  const sample = JSON.parse(readFileSync(path.join(corpus, file), 'utf8')) as object
  for (const payload of [sample, ours(sample, path.basename(file))]) {
    const answer = await postAsSlack(slack.appUrl, payload, { isEvent: file.startsWith('events') })
    expect(answer.status, await answer.text()).toBe(200)
  }
  await until(async () => {
    expect(complaints.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)).toEqual([])
    expect(await unhandled()).toBe(0)
  })
})

const unhandled = () =>
  company.read(
    async ({ sql }) => (await sql`select from inbound_event where source = 'slack' and handled_at is null`).length,
  )

let count = 0

/** The same with our team, user and channel where it has none. */
function ours(sample: object, name: string): object {
  count += 1
  const known: Record<string, unknown> = {
    team_id: slack.team,
    team: slack.team,
    user: slack.users['dana'],
    user_id: slack.users['dana'],
    channel: slack.channels['finance'],
    channel_id: slack.channels['finance'],
    event_id: `Ev${count}`,
    trigger_id: `1.2.${count}`,
    tab: 'home',
    type: 'event_callback',
    command: '/deal',
    callback_id: 'log_to_record',
    action_id: 'act:0',
    value: '01900000-0000-7000-8000-000000000000',
    text: 'deal list',
    ts: '1690000000.000100',
    response_url: `${slack.sandboxUrl}/response/nobody`,
    enterprise_id: null,
  }
  const filled = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => filled(each, key))
    if (value !== null && typeof value === 'object') {
      const inner = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, filled(each, name)]))
      return 'id' in inner && inner['id'] === '' && known[key] !== undefined ? { ...inner, id: known[key] } : inner
    }
    return value === '' && key in known ? known[key] : value
  }
  const payload = filled(sample, '') as Record<string, unknown>
  if (name.startsWith('BlockAction'))
    return {
      ...payload,
      actions: [{ type: 'button', action_id: 'act:0', block_id: 'b', value: known['value'], action_ts: '1' }],
    }
  return payload
}
