import { dispatch } from '../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../src/bots/commands/registry.js'
import type { Database } from '../../src/db/database.js'
import { inWorkspace } from '../../src/db/in-workspace.js'
import { readWorkspace } from '../../src/db/sql-workspace.js'
import { addMailbox } from '../../src/domain/correspondence/add-mailbox.js'
import { addStaff } from '../../src/domain/people/add-staff.js'
import { linkSlack } from '../../src/domain/people/link-slack.js'
import { saveInstallation } from '../../src/domain/people/slack-installation-store.js'
import { Redacted } from '../../src/lib/redacted.js'
import { readSecretKey } from '../../src/lib/secret-box.js'
import { type Bench, type Finding, quantile, rounded, timed } from '../harness.js'
import { newCompany, type Stage } from '../stage.js'
import { fillCrowd, type Size } from './crowd.js'
import { type Heard, openSlackEnd, type SlackEnd } from './slack-end.js'

/** The large company of the goals, and a tenth and a hundredth of it beside it. `DESK_SIZE=0.1` measures one alone. */
const FULL: Size = { contacts: 100_000, deals: 50_000, messages: 1_000_000 }
const SHARES = process.env['DESK_SIZE'] ? [Number(process.env['DESK_SIZE'])] : [0.01, 0.1, 1]
/** What a service answers first it compiles and reads for the first time; people ask one that has been up since the morning. */
const FIRST_ROUNDS = 20
const ROUNDS = 100
const FIRST_LOOKUPS = 5
const LOOKUPS = 100
/** So many of each, so that nothing measured was asked for before. */
const NAMES = FIRST_ROUNDS + ROUNDS
/** Commands a second that come whether or not those before are answered, and for how long. */
const RATE = 100
const SECONDS = 10
const STAFF = 20
const TEAM = 'T0BENCH00'
const userOf = (n: number) => `U0BENCH${String(n).padStart(2, '0')}`

/** What one company is asked: names and words that it has. */
type Desk = {
  workspaceId: string
  staffId: string
  adminUrl: string
  contacts: string[]
  companies: string[]
  deals: string[]
  words: string[]
}

/**
 * What people in Slack wait for in a large company: a slash command's answer against that of the least app that Bolt can be, in
 * turns; acknowledgements at a hundred commands a second; search and names.
 */
export const desk: Bench = {
  name: 'commands/desk',
  run: async (stage) => {
    const slack = await openSlackEnd(stage)
    const echo = await slack.start('echo')
    const findings: Finding[] = []
    for (const share of SHARES) {
      const size = { contacts: FULL.contacts * share, deals: FULL.deals * share, messages: FULL.messages * share }
      const label = `${size.contacts} contacts, ${size.deals} deals, ${size.messages} mails`
      const { db, made } = await found(stage, size)
      const app = await slack.start('daybook', [made.adminUrl, stage.key])
      findings.push(...(await answers(slack, { app, echo }, made, label)), await acknowledged(slack, app, made, label))
      findings.push(...(await lookUps(db, made, label)))
    }
    return findings
  },
}

async function found(stage: Stage, size: Size): Promise<{ db: Database; made: Desk }> {
  const { db, adminUrl } = await stage.openDatabase()
  const scope = await newCompany(db)
  const key = readSecretKey(stage.key)
  const staffIds: string[] = []
  await inWorkspace(db, scope, async (tx) => {
    await saveInstallation(tx, key, { teamId: TEAM, botUserId: 'U0BOT', botToken: new Redacted('xoxb-bench') })
    for (let n = 0; n < STAFF; n += 1) {
      const id = await addStaff(tx, { email: `staff${n}@bench.example`, name: `Staff ${n}`, roles: ['sales'] })
      await linkSlack(tx, id, userOf(n))
      staffIds.push(id)
    }
  })
  const imap = 'imap://mail%40bench.example:none@127.0.0.1:1'
  const mailboxId = await addMailbox(db, scope, key, { address: 'mail@bench.example', imap, visibility: 'full' })
  await fillCrowd(adminUrl, { workspaceId: scope.workspaceId, staffIds, mailboxId, currency: 'EUR' }, size)
  const names = (column: string, table: string) =>
    readWorkspace(db, scope, async ({ sql }) => {
      const rows = await sql<{ name: string }[]>`
        select ${sql(column)} as name from ${sql(table)} where workspace_id = ${scope.workspaceId} order by md5(id::text) limit ${NAMES}`
      return rows.map(({ name }) => name)
    })
  const texts = await readWorkspace(
    db,
    scope,
    ({ sql }) =>
      sql<
        { text: string }[]
      >`select text from message where workspace_id = ${scope.workspaceId} order by md5(id::text) limit ${NAMES}`,
  )
  return {
    db,
    made: {
      workspaceId: scope.workspaceId,
      staffId: staffIds[0] ?? '',
      adminUrl,
      contacts: await names('name', 'contact'),
      companies: await names('name', 'company'),
      deals: await names('ref', 'deal'),
      words: texts.map(({ text }, n) => text.split(' ')[n % 30] ?? ''),
    },
  }
}

const at = (names: readonly string[], n: number): string => names[n % names.length] ?? ''

/** What a salesperson asks in a morning. */
const COMMANDS: readonly ((made: Desk, n: number) => readonly [string, string])[] = [
  () => ['/deal', 'list'],
  (made, n) => ['/deal', `show ${at(made.deals, n)}`],
  (made, n) => ['/company', `show "${at(made.companies, n)}"`],
  (made, n) => ['/contact', `show "${at(made.contacts, n)}"`],
  (made, n) => ['/deal', `next ${at(made.deals, n)} "Call them ${n}"`],
  (made, n) => ['/daybook', `search ${at(made.words, n)}`],
]

async function answers(
  slack: SlackEnd,
  urls: { app: string; echo: string },
  made: Desk,
  label: string,
): Promise<Finding[]> {
  const ours = COMMANDS.map((): number[] => [])
  const theirs: number[] = []
  for (let round = 0; round < FIRST_ROUNDS + ROUNDS; round += 1)
    for (const [n, command] of COMMANDS.entries()) {
      const who = { team: TEAM, user: userOf(round % STAFF) }
      const [name, text] = command(made, round)
      const own = await slack.send(urls.app, who, name, text)
      const bare = await slack.send(urls.echo, who, name, text)
      if (round < FIRST_ROUNDS) continue
      ours[n]?.push(own.answerMs)
      theirs.push(bare.answerMs)
    }
  const bare = quantile(theirs, 0.95)
  return COMMANDS.map((command, n) => {
    const p95 = quantile(ours[n] ?? [], 0.95)
    return {
      what: `${command(made, 0)
        .join(' ')
        .replace(/ ".*| [A-Z]+-\d+.*/, '')}: answer, ${label}`,
      unit: 'ms, p95',
      figures: { daybook: rounded(p95), p50: rounded(quantile(ours[n] ?? [], 0.5)), 'bare Bolt': rounded(bare) },
      ratio: rounded(p95 / bare),
      goal: '≤ 5 × bare Bolt',
      met: p95 / bare <= 5,
    }
  })
}

async function acknowledged(slack: SlackEnd, app: string, made: Desk, label: string): Promise<Finding> {
  const under: Promise<Heard | null>[] = []
  const start = performance.now()
  for (let n = 0; n < RATE * SECONDS; n += 1) {
    const due = start + (n * 1000) / RATE
    const wait = due - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const [name, text] = (COMMANDS[n % COMMANDS.length] as (typeof COMMANDS)[number])(made, n)
    under.push(slack.send(app, { team: TEAM, user: userOf(n % STAFF) }, name, text).catch(() => null))
  }
  const all = await Promise.all(under)
  const heard = all.filter((each) => each !== null)
  const lost = all.length - heard.length
  const p99 = quantile(
    heard.map(({ ackMs }) => ackMs),
    0.99,
  )
  return {
    what: `acknowledged at ${RATE} commands/s, ${label}`,
    unit: 'ms',
    figures: {
      lost,
      p99: rounded(p99),
      'answer p95': rounded(
        quantile(
          heard.map(({ answerMs }) => answerMs),
          0.95,
        ),
      ),
    },
    goal: 'p99 ≤ 100 ms, none lost',
    met: p99 <= 100 && lost === 0,
  }
}

/** From words to the finished reply, in the process. */
async function lookUps(db: Database, made: Desk, label: string): Promise<Finding[]> {
  const deps = { db, catalog: await loadCatalog() }
  const who = { workspaceId: made.workspaceId, staffId: made.staffId, via: 'terminal' as const }
  const ask = async (text: string) => {
    const answer = await dispatch(deps, { who, input: { text } })
    if (!answer.ok && !/\b(which|several|mean)\b/i.test(answer.reply.headline))
      throw new Error(`${text}: ${answer.reply.headline}`)
  }
  const kinds = {
    'search, one word': (n: number) => `search ${at(made.words, n)}`,
    'search, two words': (n: number) => `search ${at(made.words, n)} ${at(made.contacts, n).split(' ')[1] ?? ''}`,
    'a contact by name': (n: number) => `contact find "${at(made.contacts, n)}"`,
    'a company by a name like it': (n: number) => `company find "${at(made.companies, n).replace(/[aeo]/, 'i')}"`,
  }
  const findings: Finding[] = []
  for (const [what, text] of Object.entries(kinds)) {
    for (let n = 0; n < FIRST_LOOKUPS; n += 1) await ask(text(n))
    const times: number[] = []
    for (let n = FIRST_LOOKUPS; n < FIRST_LOOKUPS + LOOKUPS; n += 1) times.push(await timed(() => ask(text(n))))
    const p95 = quantile(times, 0.95)
    findings.push({
      what: `${what}, ${label}`,
      unit: 'ms',
      figures: { p95: rounded(p95), p50: rounded(quantile(times, 0.5)) },
      goal: 'p95 ≤ 50 ms',
      met: p95 <= 50,
    })
  }
  return findings
}
