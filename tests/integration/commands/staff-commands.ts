import { createHash } from 'node:crypto'
import { defineCommand } from '../../../src/bots/commands/define-command.js'
import help from '../../../src/bots/commands/help/help.js'
import staff from '../../../src/bots/commands/kinds/staff.js'
import { optional, required, target } from '../../../src/bots/commands/params.js'
import { buildCatalog } from '../../../src/bots/commands/registry.js'
import search from '../../../src/bots/commands/search/search.js'
import undo from '../../../src/bots/commands/undo/undo.js'
import { nameKey } from '../../../src/lib/name-key.js'

const show = defineCommand({
  name: 'staff show',
  summary: 'One colleague',
  example: 'staff show dana',
  params: { person: target('staff', 'Colleague') },
  needs: 'staff.read',
  risk: 'read',
  run: async (_context, { person }) => ({
    headline: person.title,
    actions: [
      { label: 'Rename…', do: { form: 'staff rename', args: { person: person.ref } } },
      { label: 'Promote', do: { command: 'staff promote', args: { person } } },
    ],
    data: { ref: person.ref },
  }),
})

/** Done at once; its undo is itself with the name before. */
const rename = defineCommand({
  name: 'staff rename',
  summary: 'Give a colleague another name',
  example: 'staff rename dana to:"Dana Fox"',
  params: { person: target('staff', 'Colleague'), to: required('text', 'New name'), from: optional('date', 'From') },
  needs: 'staff.write',
  risk: 'reversible',
  run: async (_context, { person, to }, tx) => {
    const data = { name: to, nameKey: nameKey(to) }
    const where = { workspaceId_id: { workspaceId: tx.scope.workspaceId, id: person.id } }
    const { version } = await tx.prisma.staff.update({ where, data })
    return {
      headline: `${person.title} is now ${to}`,
      changes: [{ label: 'Name', before: person.title, after: to }],
      undo: { command: 'staff rename', args: { person, to: person.title }, versions: { [person.id]: version } },
    }
  },
})

/** Shown first; what is shown is the title they have now. */
const promote = defineCommand({
  name: 'staff promote',
  summary: 'Make a colleague a director',
  example: 'staff promote dana',
  params: { person: target('staff', 'Colleague'), raise: optional('amount', 'Raise') },
  needs: 'admin',
  risk: 'consequential',
  preview: async (context, { person, raise }) => {
    const rows = await context.read(({ sql }) => sql`select title from staff where id = ${person.id}`)
    const title = String(rows[0]?.['title'] ?? 'no title')
    return {
      headline: `Promote ${person.title}?`,
      fields: [
        { label: 'Title', value: title },
        { label: 'Raise', value: raise ? { money: raise } : null },
      ],
      confirmLabel: 'Promote',
      hash: createHash('sha256').update(`${person.id} ${title} ${raise?.minor}`).digest('hex'),
      versions: { [person.id]: person.version },
    }
  },
  run: async (_context, { person }, tx) => {
    const where = { workspaceId_id: { workspaceId: tx.scope.workspaceId, id: person.id } }
    await tx.prisma.staff.update({ where, data: { title: 'Director' } })
    return { headline: `${person.title} is a director` }
  },
})

const fault = defineCommand({
  name: 'staff fault',
  summary: 'What nobody foresaw',
  example: 'staff fault',
  params: {},
  needs: 'self',
  risk: 'read',
  run: async () => {
    throw new TypeError('the inner workings of secret things')
  },
})

/** Commands of every risk on the one kind of record that the framework itself knows. */
export const staffCatalog = buildCatalog([show, rename, promote, fault, help, search, undo], [staff])
