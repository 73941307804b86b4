import { expect, test } from 'vitest'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { CAPABILITIES, partsOfGrant } from '../../../src/domain/people/capabilities.js'
import { DEFAULT_ROLES } from '../../../src/domain/people/default-roles.js'
import { makeMember } from '../../../src/domain/people/staff.js'

const { commands, kinds } = await loadCatalog()
const holders = DEFAULT_ROLES.map((role) =>
  makeMember({ id: role.name, name: role.name, email: `${role.name}@x.test`, timeZone: 'UTC' }, [role]),
)
/** What changes nothing of the company's, and so everybody may: one's own memory, and one's own ways in, which open what one may see. */
const PERSONAL = new Set(
  'forget, forget recall, notice mute, notice unmute, signal mute, signal unmute, token new, token revoke, close feed, close feed-revoke'.split(
    ', ',
  ),
)
const ONLY_ADMIN = new Set(['admin', 'staff.write', 'mailbox.write'])

test.each([...commands.values()].map((command) => [command.name, command] as const))(
  '%s: some role may give it',
  (_name, command) => {
    const may = holders.filter((holder) => holder.may(command.needs)).map((holder) => holder.name)
    expect(may.filter((role) => role !== 'admin' || ONLY_ADMIN.has(command.needs))).not.toEqual([])
    if (command.risk !== 'read' && !PERSONAL.has(command.name))
      expect(may, `${command.needs} lets the auditor change things`).not.toContain('auditor')
  },
)

test('every kind of record can be seen by some role', () => {
  for (const kind of kinds.values())
    expect(holders.filter((holder) => holder.may(kind.needs)).length).toBeGreaterThan(1)
})

test('roles hold nothing that is not declared', () => {
  const granted = DEFAULT_ROLES.flatMap((role) => role.capabilities.map((grant) => partsOfGrant(grant).capability))
  expect(granted.filter((name) => !(name in CAPABILITIES))).toEqual([])
})

test.each([
  // role, what it may, what it may not
  [
    'sales',
    ['deal.write', 'contact.read', 'invoice.read'],
    ['invoice.issue', 'report.finance', 'journal.read', 'admin'],
  ],
  ['support', ['case.write', 'contact.write'], ['deal.write', 'invoice.write', 'report.finance']],
  ['finance', ['invoice.issue', 'invoice.pay', 'report.finance'], ['close.manage', 'deal.write', 'admin']],
  ['controller', ['close.manage', 'invoice.issue'], ['admin', 'staff.write']],
  ['manager', ['report.sales', 'report.finance', 'deal.write'], ['invoice.issue', 'journal.write']],
  ['department', ['close.read', 'close.write', 'self'], ['deal.read', 'invoice.read', 'contact.read', 'mail.read']],
  ['auditor', ['journal.read', 'audit.read', 'report.finance'], ['deal.write', 'close.write', 'invoice.issue']],
])('%s', (role, may, mayNot) => {
  const holder = holders.find((each) => each.name === role)
  expect(may.filter((capability) => !holder?.may(capability))).toEqual([])
  expect(mayNot.filter((capability) => holder?.may(capability))).toEqual([])
})

test('a department sees its own close tasks, finance sees all', () => {
  expect(holders.find(({ name }) => name === 'department')?.reach('close.read')).toBe('own')
  expect(holders.find(({ name }) => name === 'finance')?.reach('close.read')).toBe('all')
  expect(holders.find(({ name }) => name === 'department')?.reach('invoice.read')).toBe('none')
})
