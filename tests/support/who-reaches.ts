import type { Command } from '../../src/bots/commands/define-command.js'
import type { RecordKindDeclaration } from '../../src/bots/commands/define-record-kind.js'
import type { RecordKind } from '../../src/bots/commands/params.js'
import { narrowings, type Reach } from '../../src/domain/people/capabilities.js'
import { DEFAULT_ROLES } from '../../src/domain/people/default-roles.js'
import type { Member } from '../../src/domain/people/staff.js'
import type { Whose } from './seeded-company.js'

const everything = DEFAULT_ROLES.find(({ name }) => name === 'admin')?.capabilities ?? []
const narrowed = (to: 'own' | 'team', which: (capability: string) => boolean) =>
  everything.map((each) => (which(each) && narrowings(each).includes(to) ? `${each}:${to}` : each))
const reads = (capability: string) => capability.endsWith('.read')

/** The roles that a company starts with, and those that narrow everything that can be narrowed. */
export const MATRIX_ROLES: readonly { name: string; capabilities: readonly string[] }[] = [
  ...DEFAULT_ROLES,
  { name: 'all of one’s own', capabilities: narrowed('own', () => true) },
  { name: 'all of one’s team', capabilities: narrowed('team', () => true) },
  { name: 'sees all, changes one’s own', capabilities: narrowed('own', (each) => !reads(each)) },
  {
    name: 'sees the team’s, changes one’s own',
    capabilities: [...narrowed('team', reads).filter((each) => each.includes('.read')), ...narrowed('own', () => true)],
  },
]

type Asked = Pick<Command, 'needs' | 'risk'>

/** Kinds whose records are seen by another rule than who owns them, as `seeded-company.ts` makes them. A new one needs its line here. */
const OTHERWISE: Partial<Record<RecordKind, (who: Member, whose: Whose, command: Asked) => boolean>> = {
  approval: (who, whose) => whose === 'own' || who.may('audit.read') || who.may('bill.approve'),
  // Made as a deal: what one may see of each kind.
  subject: (who, whose) => SEES[who.reach('deal.read')].includes(whose),
  'bill-proposal': (who, _whose, { needs, risk }) =>
    who.reach('bill.read') === 'all' && (risk === 'read' || who.reach(needs) === 'all'),
  'bill-file': (who, whose) => whose === 'own' || who.may('bill.write'),
  'report-schedule': (who, whose) => whose === 'own' || who.may('admin'),
  // Made as one about deals: whoever may see the deal.
  signal: (who, whose) => SEES[who.reach('deal.read')].includes(whose),
  token: (_who, whose) => whose === 'own',
  thread: (_who, whose) => whose === 'own' || whose === 'team',
}

export const SEES: Record<Reach, readonly Whose[]> = {
  all: ['own', 'team', 'other', 'intruder'],
  team: ['own', 'team'],
  own: ['own'],
  none: [],
}

/** The rule, from declarations alone: whether somebody may see this record of a kind, and name it in this command. */
export function reaches(who: Member, command: Asked, kind: RecordKindDeclaration, whose: Whose): boolean {
  if (!who.may(kind.needs)) return false
  if (kind.owned === false) return true
  if (kind.owned !== true) {
    const rule = OTHERWISE[kind.kind]
    if (!rule)
      throw new Error(
        `Nothing says who may see which ${kind.many}: give the kind "${kind.kind}" its line in OTHERWISE.`,
      )
    return rule(who, whose, command)
  }
  const changes = command.risk !== 'read' && nounOf(command.needs) === nounOf(kind.needs)
  return SEES[who.reach(kind.needs)].includes(whose) && (!changes || SEES[who.reach(command.needs)].includes(whose))
}

export const nounOf = (capability: string) => capability.split('.')[0]
