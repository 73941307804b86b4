import { JOURNAL_LIMIT } from '../../../domain/ledger/journal-limit.js'
import { listStaffRows } from '../../../domain/people/staff-list-store.js'
import { getWorkspace } from '../../../domain/people/workspace-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { loadMailboxes } from '../mailbox/load-mailboxes.js'

export default defineCommand({
  name: 'setup show',
  summary:
    'What is still to be set up: mailboxes that fail, colleagues not known in Slack, which entries need a second person, quiet or live',
  example: 'setup show',
  params: {},
  needs: 'admin',
  bare: true,
  risk: 'read',
  run: async ({ read, asker }) => {
    const [workspace, staff, mailboxes] = await read((scope) =>
      Promise.all([getWorkspace(scope), listStaffRows(scope), loadMailboxes(scope, asker)]),
    )
    const failing = mailboxes.filter(({ status, lastError }) => status === 'failing' || lastError !== null)
    const unlinked = staff.filter(({ inSlack }) => !inSlack).map(({ name }) => name)
    const secondPerson = typeof workspace.settings[JOURNAL_LIMIT] === 'string'
    const open = [
      ...(workspace.liveAt === null ? [['Quiet', 'I write to nobody by myself. `daybook go-live` ends that.']] : []),
      ...failing.map(({ address, lastError }) => [address, lastError ?? 'The mailbox can’t be followed just now.']),
      ...(mailboxes.length === 0 ? [['Mail', 'No mailbox is followed. `daybook mailbox add` adds one.']] : []),
      ...(secondPerson
        ? []
        : [
            [
              'Entries by hand',
              'No amount needs a second person. `journal limit amount:10000` says above which one does.',
            ],
          ]),
      ...(unlinked.length > 0 ? [['Not in Slack yet', firstOf(unlinked)]] : []),
    ]
    return {
      headline: open.length === 0 ? 'All is set up' : `${counted(open.length, 'thing')} to look after`,
      ...(open.length > 0 ? { table: tableOf(open) } : {}),
      data: {
        live: workspace.liveAt !== null,
        failingMailboxes: failing.map(({ address, lastError }) => ({ address, lastError })),
        mailboxes: mailboxes.length,
        journalLimit: secondPerson,
        notInSlack: unlinked,
      },
    }
  },
})

const tableOf = (open: readonly (readonly string[])[]) => ({
  columns: [
    { key: 'what', label: 'What', type: 'text' as const },
    { key: 'state', label: 'State', type: 'text' as const },
  ],
  rows: open.map(([what = '', state = '']) => ({ what, state })),
})

const NAMED = 8

function firstOf(names: readonly string[]): string {
  const rest = names.length - NAMED
  return `${names.slice(0, NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
