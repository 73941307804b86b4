import { expect, test } from 'vitest'
import type { Command, CommandContext, Done } from '../../../src/bots/commands/define-command.js'
import { bindWords } from '../../../src/bots/commands/grammar/bind-words.js'
import { findCommand } from '../../../src/bots/commands/grammar/find-command.js'
import { tokenize } from '../../../src/bots/commands/grammar/tokenize.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { type Session, withSession } from '../../../src/bots/commands/session.js'
import { settle } from '../../../src/bots/commands/take-order.js'
import { inWorkspace, type Tx } from '../../../src/db/in-workspace.js'
import { sqlInTx } from '../../../src/db/sql-in-tx.js'
import { toAppError } from '../../../src/lib/errors.js'
import { foundedCompany } from '../../support/company.js'
import { netChanges } from '../../support/net-changes.js'
import { sampleValues } from '../../support/sample-values.js'
import { seedRecords } from '../../support/seeded-company.js'

// Every reversible command, done on records made for it and taken back by its own Undo, in a transaction that is dropped: what the
// audit trail has of both must come to nothing.

const catalog = await loadCatalog()
const company = await foundedCompany(['ada', 'mate', 'other'].map((name) => ({ name, roles: ['admin'] })))
const { ada = '', mate = '', other = '' } = company.staff
const records = await seedRecords(company, catalog, { own: ada, team: mate, other, intruder: other })
const reversible = [...catalog.commands.values()].filter(({ risk, hidden }) => risk === 'reversible' && !hidden)

/** What gives no Undo though it changes something, and why. */
const NO_UNDO: Readonly<Record<string, string>> = {
  'close feed-revoke': 'an address that others may have is not shown again',
  'bank withdraw': 'the statement’s file is imported again',
  'payment cancel': 'a run that is proposed again takes bills and bank details as they are then',
  'token revoke': 'what may have come into other hands is not opened again',
  'contact from-mail': 'what held unsaid is said, and nothing else changes',
}

/** What is put back in other rows, or in words that were not needed before: the same to anybody who looks. */
const SAID_ANEW: Readonly<Record<string, string>> = {
  'sla hours': 'what held unsaid is said',
  'sla route': 'what held unsaid is said',
  'sla set': 'what held unsaid is said',
  'report schedule': 'it is stopped, and whom it was for is kept for its going on',
  'team drop': 'a team of the same name, which nobody was in',
  'pipeline remove': 'a pipeline with the same stages',
  'bill attach': 'the file waits among those that were taken off',
  'expense receipt': 'the file waits among those that were taken off',
  'stage new': 'the stages behind it move up, and these here all stood at one place',
}

class Dropped extends Error {}

type Outcome = 'restored' | 'nothing changed' | 'no undo' | `differs: ${string}` | `not done: ${string}`

async function tried(session: Session, command: Command, given: Record<string, unknown>, n: number): Promise<Outcome> {
  const scope = { ...session.context.scope, reference: `TRY${String(n).padStart(5, '0')}` }
  let outcome: Outcome = 'no undo'
  try {
    await inWorkspace(company.db, scope, async (tx) => {
      const { undo } = await doneIn(tx, session, command, given)
      const back = undo && catalog.commands.get(undo.command)
      if (undo && back) await doneIn(tx, session, back, undo.args, true)
      const left = await netChanges(tx, scope.reference)
      if (left.length > 0) outcome = undo ? `differs: ${left.join('; ')}` : 'no undo'
      else outcome = undo ? 'restored' : 'nothing changed'
      throw new Dropped()
    })
  } catch (thrown) {
    if (!(toAppError(thrown).cause instanceof Dropped)) outcome = `not done: ${toAppError(thrown).userMessage}`
  }
  return outcome
}

async function doneIn(
  tx: Tx,
  session: Session,
  command: Command,
  given: Readonly<Record<string, unknown>>,
  undoing = false,
): Promise<Done> {
  const own = sqlInTx(tx)
  // The undo reads what the first has done, which nobody else sees yet.
  const again: CommandContext = { ...session.context, scope: tx.scope, read: (work) => work(own) }
  const context = undoing ? again : { ...session.context, scope: tx.scope }
  const taken = undoing
    ? await settle({ ...session, context }, own, command, given)
    : await session.context.read((read) => settle({ ...session, context }, read, command, given))
  if (!('order' in taken) || command.risk === 'read')
    throw new Error('answer' in taken ? taken.answer.reply.headline : 'no order')
  return command.run(context, taken.order.args, tx)
}

/** What its example says of anything but records, and the records that were made. */
function exampleValues(session: Session, command: Command, all: boolean): Record<string, unknown> {
  const found = findCommand(tokenize(command.example), catalog.commands)
  const bound = found.kind === 'command' ? bindWords(command, found.rest, session.reading) : null
  const said = bound?.ok ? [...bound.given].filter(([key]) => command.params[key]?.type !== 'record') : []
  const made = Object.entries(sampleValues(command, records, { all })).filter(
    ([key]) => command.params[key]?.type === 'record',
  )
  return Object.fromEntries([...said, ...made])
}

test('each reversible command is taken back by its Undo, whole', async () => {
  const outcomes = new Map<string, Outcome>()
  const as = { workspaceId: company.scope.workspaceId, staffId: ada, via: 'terminal' as const }
  const session = await withSession({ db: company.db, catalog }, as, (session) => Promise.resolve(session))
  for (const command of reversible) {
    const tries = [
      exampleValues(session, command, false),
      sampleValues(command, records),
      exampleValues(session, command, true),
    ]
    for (const given of tries) {
      outcomes.set(command.name, await tried(session, command, given, outcomes.size))
      if (!/^(not done|nothing)/.test(outcomes.get(command.name) ?? '')) break
    }
  }
  const wrong = [...outcomes].filter(
    ([name, outcome]) =>
      (outcome === 'no undo' && !(name in NO_UNDO)) || (outcome.startsWith('differs') && !(name in SAID_ANEW)),
  )
  expect(wrong).toEqual([])
  // The rest is refused on records that were made without their rules; each has a test of its own.
  expect([...outcomes.values()].filter((outcome) => outcome === 'restored').length).toBeGreaterThan(50)
})
