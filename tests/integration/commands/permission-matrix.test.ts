import { expect, test } from 'vitest'
import { storeActions } from '../../../src/bots/commands/actions.js'
import type { Command } from '../../../src/bots/commands/define-command.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import type { Reply } from '../../../src/bots/commands/reply.js'
import { type Session, withSession } from '../../../src/bots/commands/session.js'
import { settle, type Taken } from '../../../src/bots/commands/take-order.js'
import { replyBlocks } from '../../../src/bots/slack/render/blocks.js'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { putSearchDocuments } from '../../../src/db/search-document.js'
import type { SqlScope } from '../../../src/db/sql-workspace.js'
import { type Member, makeMember } from '../../../src/domain/people/staff.js'
import { toAppError } from '../../../src/lib/errors.js'
import { checkMessage } from '../../../src/sandbox/blocks/check.js'
import { foundedCompany } from '../../support/company.js'
import { chosen, recordOf, sampleValues } from '../../support/sample-values.js'
import { type SeededRecord, seedRecords } from '../../support/seeded-company.js'
import { MATRIX_ROLES, nounOf, reaches, SEES } from '../../support/who-reaches.js'

// Role × command × whose record: what comes of each cell follows from declarations alone – what the command needs, whether it changes
// something, whether records of the kind have an owner. A record that one may not reach must read exactly like one that isn't there.

const catalog = await loadCatalog()
const commands = [...catalog.commands.values()]
const company = await foundedCompany(['asker', 'mate', 'stranger'].map((name) => ({ name, roles: ['sales'] })))
const { asker = '', mate = '', stranger = '' } = company.staff
const records = await seedRecords(company, catalog, { own: asker, team: mate, other: stranger, intruder: stranger })

type Role = (typeof MATRIX_ROLES)[number]
const memberOf = (role: Role): Member =>
  makeMember({ id: asker, name: 'Asker', email: 'asker@x.test', timeZone: 'UTC' }, [role], [asker, mate])

/** The session of somebody who holds just this role. */
const as = <T>(role: Role, work: (session: Session, read: SqlScope, who: Member) => Promise<T>): Promise<T> =>
  withSession(
    { db: company.db, catalog },
    { workspaceId: company.scope.workspaceId, staffId: asker, via: 'terminal' },
    (session, read) => {
      const who = memberOf(role)
      const vocabulary = new Map([...catalog.commands].filter(([, command]) => who.may(command.needs)))
      return work({ ...session, vocabulary, context: { ...session.context, asker: who } }, read, who)
    },
  )

type Cell = { name: string; expected: boolean; taken: Promise<Taken>; missing: Promise<Taken>; hide: SeededRecord[] }

const NOBODY = { id: '01a00000-0000-7000-8000-000000000000', ref: 'NONE-1', title: 'Nobody' }

function cellsOf(session: Session, read: SqlScope, who: Member, command: Command): Cell[] {
  const given = sampleValues(command, records)
  const named = Object.entries(command.params).flatMap(([key, param]) => {
    const kind = param.record && catalog.kinds.get(param.record)
    return param.type === 'record' && kind ? [{ key, param, kind }] : []
  })
  const may = who.may(command.needs)
  if (named.length === 0) {
    const taken = settle(session, read, command, given)
    return [{ name: command.name, expected: may, taken, missing: taken, hide: [] }]
  }
  const own = named.filter(({ param }) => param.required).map(({ param }) => recordOf(param, records, 'own'))
  return named.flatMap(({ key, param, kind }) => {
    const settled = (record: SeededRecord) => settle(session, read, command, { ...given, [key]: chosen(param, record) })
    const others = named.filter((each) => each.key !== key && each.param.required)
    const rest = may && others.every((each) => reaches(who, command, each.kind, 'own'))
    const missing = settled(NOBODY)
    return (['own', 'team', 'other'] as const).map((whose) => {
      const record = recordOf(param, records, whose)
      const expected = rest && reaches(who, command, kind, whose)
      return {
        name: `${command.name} ${key}: ${whose}`,
        expected,
        taken: settled(record),
        missing,
        hide: [record, ...own],
      }
    })
  })
}

/** What is wrong with a cell, or nothing. */
async function faultOf({ name, expected, ...cell }: Cell): Promise<string[]> {
  const taken = await cell.taken
  if ('order' in taken) return expected ? [] : [`${name} must not be reached`]
  if (!('answer' in taken) || taken.answer.ok) return [`${name} is answered before it is carried out`]
  if (expected) return [`${name} should be reached: ${taken.answer.reply.headline}`]
  const hide = [...cell.hide, NOBODY]
  const same = without(taken, hide) === without(await cell.missing, hide)
  return same ? [] : [`${name} reads unlike a record that isn't there: ${taken.answer.reply.headline}`]
}

const without = (said: unknown, names: readonly SeededRecord[]): string =>
  names
    .flatMap(({ id, ref, title }) => [id, ref, title])
    .reduce((text, word) => text.replaceAll(word, '#'), JSON.stringify(said))

test('each cell is what the declarations say', async () => {
  const cells = new Set<string>()
  for (const role of MATRIX_ROLES) {
    const faults = await as(role, async (session, read, who) => {
      const all = commands.flatMap((command) => cellsOf(session, read, who, command))
      for (const { name } of all) cells.add(`${role.name}: ${name}`)
      return (await Promise.all(all.map(faultOf))).flat()
    })
    expect(faults, `as ${role.name}`).toEqual([])
  }
  const named = commands.flatMap(({ params }) => Object.values(params).filter(({ type }) => type === 'record'))
  const alone = commands.filter(({ params }) => Object.values(params).every(({ type }) => type !== 'record'))
  expect(cells.size).toBe(MATRIX_ROLES.length * (alone.length + named.length * 3))
})

/** The books are whole: who may see payments and what is reported from postings is told which company each is with. */
const BOOKS = ['payment.read', 'report.finance']
/** What is to be done on a record stands on its card, whoever is to do it. */
const CARDS = ['company.read', 'contact.read', 'deal.read', 'invoice.read']

/** What must not be heard of: the names and references of records that somebody of this reach does not see. */
const unseen = (reach: 'own' | 'team', needs: string) =>
  [...catalog.kinds.values()]
    .filter(({ owned }) => owned === true)
    .filter(({ kind }) => !(kind === 'company' && BOOKS.includes(needs)) && !(kind === 'task' && CARDS.includes(needs)))
    .flatMap(({ kind }) => Object.entries(records.get(kind) ?? {}))
    .filter(([whose]) => !SEES[reach].some((seen) => seen === whose))
    .flatMap(([, { ref, title }]) => [ref, title])

test.each(['own', 'team'] as const)('what one reads names no record beyond one’s %s', async (reach) => {
  await company.change((tx) =>
    putSearchDocuments(
      tx,
      [...records].flatMap(([kind, all]) =>
        Object.values(all).map((record) => ({ kind, ...record, body: [record.title] })),
      ),
    ),
  )
  const role = MATRIX_ROLES.find(({ name }) => name === (reach === 'own' ? 'all of one’s own' : 'all of one’s team'))
  const leaks: string[] = []
  const read: string[] = []
  await as(role as Role, async (session, scope) => {
    for (const command of commands.filter(({ risk }) => risk === 'read')) {
      const taken = await settle(session, scope, command, sampleValues(command, records))
      if (!('order' in taken) || command.risk !== 'read') continue
      const { args } = taken.order
      const running = Promise.resolve().then(() => command.run(session.context, args))
      const said = await running.then(
        (reply) => {
          read.push(command.name)
          return JSON.stringify(reply, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))
        },
        (thrown: unknown) => toAppError(thrown).userMessage,
      )
      for (const name of unseen(reach, command.needs).filter((each) => said.includes(each)))
        leaks.push(`${command.name} names ${name}`)
    }
  })
  expect(leaks).toEqual([])
  // What shows and lists them must have been heard, or nothing was proved.
  for (const { kind, show, owned } of catalog.kinds.values()) {
    if (owned !== true) continue
    if (show && catalog.commands.has(show)) expect(read, `${show} failed on a seeded ${kind}`).toContain(show)
    const list = `${kind} list`
    if (catalog.commands.has(list)) expect(read, `${list} failed`).toContain(list)
  }
})

/** What a changing command comes to – what it did, what it would ask to confirm, or why neither – with nothing kept of it. */
async function tried(session: Session, read: SqlScope, command: Command, values: Record<string, unknown>) {
  const taken = await settle(session, read, command, values)
  if (!('order' in taken) || command.risk === 'read') return { done: false, reply: replyOf(taken) }
  const { context } = session
  const { args } = taken.order
  let reply: Reply | undefined
  try {
    if (command.risk === 'consequential') reply = await command.preview(context, args)
    else
      await inWorkspace(company.db, context.scope, async (tx) => {
        reply = await command.run(context, args, tx)
        throw new Error('taken back')
      })
  } catch (thrown) {
    return { done: reply !== undefined, reply: reply ?? { headline: toAppError(thrown).userMessage } }
  }
  return { done: true, reply: reply ?? { headline: '' } }
}

const replyOf = (taken: Taken): Reply => ('answer' in taken ? taken.answer.reply : { headline: 'asks' })

/** Commands on a record of another noun than their permission is about: what they let through is seen by giving them alone. */
const borrowing = commands.flatMap((command) =>
  Object.entries(command.params).flatMap(([key, param]) => {
    const kind = param.record && catalog.kinds.get(param.record)
    const isOther =
      kind && kind.owned === true && command.risk !== 'read' && nounOf(command.needs) !== nounOf(kind.needs)
    return isOther && param.target ? [{ command, key, param }] : []
  }),
)

test.each(['open', 'won'])(
  'what is changed on a record of another kind (deals being %s) is changed for no one beyond the reach of the change itself',
  async (status) => {
    await company.change((tx) => tx.prisma.deal.updateMany({ data: { status, amountMinor: 100_00n, currency: 'EUR' } }))
    const faults: string[] = []
    const own = new Map<string, string>()
    for (const role of MATRIX_ROLES)
      await as(role, async (session, read, who) => {
        for (const { command, key, param } of borrowing) {
          if (!who.may(command.needs) || who.reach(command.needs) === 'all') continue
          for (const whose of ['own', 'team', 'other'] as const) {
            const values = { ...sampleValues(command, records), [key]: chosen(param, recordOf(param, records, whose)) }
            const { done, reply } = await tried(session, read, command, values)
            if (whose === 'own') own.set(command.name, done ? 'done' : reply.headline)
            if (done && !SEES[who.reach(command.needs)].includes(whose))
              faults.push(`as ${role.name}: ${command.name} ${key}: ${whose}`)
          }
        }
      })
    expect(faults).toEqual([])
    // One's own is changed, or nothing was proved.
    expect(own.get(status === 'open' ? 'quote new' : 'deal invoice')).toBe('done')
    expect(own.get('dunning hold')).toBe('done')
  },
)

test('whatever a changing command answers is a message that Slack accepts', async () => {
  const refused: string[] = []
  let done = 0
  const admin = MATRIX_ROLES.find(({ name }) => name === 'admin') as Role
  await as(admin, async (session, read) => {
    for (const command of commands.filter(({ risk }) => risk !== 'read')) {
      const outcome = await tried(session, read, command, sampleValues(command, records, { all: true }))
      if (outcome.done) done += 1
      const { reply } = storeActions(outcome.reply, company.db.ids, session.context.now)
      const problems = checkMessage(replyBlocks(reply, 'UTC') as never, undefined, () => true)
      refused.push(...problems.map(({ message }) => `${command.name}: ${message}`))
    }
  })
  expect(refused).toEqual([])
  expect(done).toBeGreaterThan(20)
})
