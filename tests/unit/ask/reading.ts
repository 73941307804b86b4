import { readQuery } from '../../../src/bots/commands/ask/read-query.js'
import { tokenize } from '../../../src/bots/commands/grammar/tokenize.js'
import { loadRecordSets, withOwnFields } from '../../../src/domain/ask/catalogue.js'
import type { Query } from '../../../src/domain/ask/query.js'
import { sayCondition, sayQuery } from '../../../src/domain/ask/say-query.js'
import type { AskContext } from '../../../src/domain/ask/statement.js'
import type { CustomField } from '../../../src/domain/crm/custom-field.js'
import { CAPABILITIES } from '../../../src/domain/people/capabilities.js'
import { makeMember } from '../../../src/domain/people/staff.js'
import { workingCalendar } from '../../../src/domain/people/working-days.js'

const SEGMENT: CustomField = {
  id: '01a00000-0000-7000-8000-000000000b01',
  kind: 'deal',
  key: 'segment',
  label: 'Segment',
  type: 'choice',
  choices: ['Enterprise', 'Small'],
  hint: null,
  position: 1,
  archivedAt: null,
  version: 1,
}

/** A company in which everything may be asked, on a Monday in November; its deals have a field of its own. */
export const catalogue = withOwnFields(await loadRecordSets(), [SEGMENT])
const dana = {
  id: '01a00000-0000-7000-8000-000000000001',
  name: 'Dana Reyes',
  email: 'dana@x.test',
  timeZone: 'Europe/Berlin',
}

export const memberWith = (capabilities: readonly string[]) => makeMember(dana, [{ name: 'role', capabilities }])
export const everything = memberWith(Object.keys(CAPABILITIES))

export const today = '2026-11-23'
export const reading = { today, fiscalYearStart: 1, calendar: () => workingCalendar('DE') }

export const askContext = (sight = everything): AskContext => ({
  catalogue,
  sight,
  workspaceId: '01a00000-0000-7000-8000-00000000000a',
  askerId: sight.id,
  baseCurrency: 'EUR',
  fiscalYearStart: 1,
  today,
  now: new Date(`${today}T09:00:00Z`),
  timeZone: 'Europe/Berlin',
  rates: new Map([['USD', '0.9']]),
})

/** Reads `report deals where …`; throws what the reader throws. */
export function readReport(text: string, sight = everything): Query {
  const [, name, ...rest] = tokenize(text, 'ways')
  const set = catalogue.get(name?.text ?? '')
  if (!set) throw new Error(`There is no "${text}".`)
  return readQuery(
    set,
    { command: `report ${set.name}`, tokens: rest },
    { catalogue, sight, baseCurrency: 'EUR', reading },
  )
}

/** Two commands are the same when they mean the same, whatever order their conditions stand in. */
export function meaning(command: string): string {
  if (!/^report [a-z-]+( |$)/.test(command) || !catalogue.has(command.split(' ')[1] ?? '')) return command
  const query = readReport(command)
  const where = query.where
    .map(sayCondition)
    .map((each) => each.toLowerCase())
    .sort()
  return `${where.join(' ')} | ${sayQuery({ ...query, where: [] })}`
}
