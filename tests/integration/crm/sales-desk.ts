import { expect } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import type { Reply } from '../../../src/bots/commands/reply.js'
import type { Answer, Deps, Input } from '../../../src/bots/commands/request.js'
import { inWorkspace, type Tx } from '../../../src/db/in-workspace.js'
import type { Scope } from '../../../src/db/scope.js'
import { readWorkspace, type SqlScope } from '../../../src/db/sql-workspace.js'
import { foundCompany } from '../../../src/domain/found-company.js'
import { addStaff } from '../../../src/domain/people/add-staff.js'
import { handClock } from '../../../src/lib/clock.js'
import { freshDatabase } from '../../support/database.js'
import { openTestDatabase } from '../../support/open-test-database.js'

/** A company with a pipeline whose staff give commands by name: `desk.say('dana', 'deal list')`. */
export type SalesDesk = {
  deps: Deps
  clock: ReturnType<typeof handClock>
  scope: Scope
  staff: Record<'dana' | 'rita' | 'finn' | 'hugo' | 'ines', string>
  ask(who: Person, input: string | Input): Promise<Answer>
  /** The reply of a command that must succeed. */
  say(who: Person, text: string): Promise<Reply>
  /** Clicks the button with this label. */
  click(who: Person, reply: Reply, label: string): Promise<Answer>
  change<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  read<T>(work: (read: SqlScope) => Promise<T>): Promise<T>
}

type Person = keyof SalesDesk['staff']

const people = {
  dana: ['Dana Fox', 'sales'],
  rita: ['Rita Moreno', 'manager'],
  finn: ['Finn Berg', 'finance'],
  hugo: ['Hugo Lind', 'department'],
  ines: ['Ines Roth', 'admin'],
} as const

/** `simulated: false` lives by the clocks of this machine and of its database, as a real company does. */
export async function openSalesDesk({ simulated = true } = {}): Promise<SalesDesk> {
  const database = await freshDatabase()
  const clock = handClock(simulated ? new Date('2026-11-23T09:00:00Z') : new Date())
  const db = openTestDatabase(database, clock)
  const company = {
    name: 'Lindenhof',
    slug: 'lindenhof',
    baseCurrency: 'EUR',
    country: 'DE',
    timeZone: 'Europe/Berlin',
    simulated,
  }
  const workspaceId = await foundCompany(db, { company, years: [2026] })
  const scope: Scope = { workspaceId, actorId: null, via: 'terminal' }
  const change: SalesDesk['change'] = (work) => inWorkspace(db, scope, work)
  const staff = { dana: '', rita: '', finn: '', hugo: '', ines: '' }
  for (const [key, [name, role]] of Object.entries(people)) {
    const email = `${key}@lindenhof.test`
    staff[key as Person] = await change((tx) => addStaff(tx, { email, name, roles: [role] }))
  }
  const deps: Deps = { db, catalog: await loadCatalog() }
  const ask: SalesDesk['ask'] = (who, input) =>
    dispatch(deps, {
      who: { workspaceId, staffId: staff[who], via: 'terminal' },
      input: typeof input === 'string' ? { text: input } : input,
    })
  const say: SalesDesk['say'] = async (who, text) => {
    const answer = await ask(who, text)
    expect(answer, `${text}\n${answer.reply.headline}\n${answer.reply.text ?? ''}`).toMatchObject({ ok: true })
    return answer.reply
  }
  const click: SalesDesk['click'] = (who, reply, label) => {
    const id = reply.actions?.find((action) => action.label === label)?.id
    if (!id) throw new Error(`No button "${label}" under "${reply.headline}"`)
    return ask(who, { action: id })
  }
  return { deps, clock, scope, staff, ask, say, click, change, read: (work) => readWorkspace(db, scope, work) }
}
