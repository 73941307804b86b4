import { sqlInTx } from '../../../db/sql-in-tx.js'
import type { SqlScope } from '../../../db/sql-workspace.js'
import { ownersOfBoth } from '../../../domain/people/owners.js'
import { CLOSED_AS, type ClosedAs } from '../../../domain/support/case.js'
import { type CaseRow, countCases, listCases } from '../../../domain/support/case-list-store.js'
import { assignCase, closeCase } from '../../../domain/support/change-case.js'
import { counted } from '../../../lib/counted.js'
import { invalid, refused } from '../../../lib/errors.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { readListWords } from '../list-words.js'
import { facetsIn } from '../own-values.js'
import { type ArgsOf, optional, required } from '../params.js'
import { previewOf } from '../preview-hash.js'
import type { Table } from '../reply.js'
import { undoOf } from '../restore.js'
import { statusText } from './case-table.js'
import { caseQuestion } from './list-question.js'

/** Each goes by the rules of one: as many as one change does in a few seconds. */
const MOST = 200
const SAMPLE = 20

const params = {
  where: required('text', 'Which', { target: true, hint: 'As behind case list: unassigned tag:outage company:Acme' }),
  owner: optional('record', 'Assign to', { record: 'staff' }),
  close: optional('choice', 'Close as', { choices: CLOSED_AS }),
  resolution: optional('words', 'What settled them', { multiline: true }),
}
type Args = ArgsOf<typeof params>

export default defineCommand({
  name: 'case bulk',
  summary: 'Assign or close many cases at once: previewed, confirmed once, and taken back by one Undo',
  example: 'case bulk "tag:outage" close:solved resolution:"The gateway is up again"',
  params,
  needs: 'case.write',
  risk: 'consequential',
  preview: async (context, args) => {
    const { cases, others } = await context.read((read) => chosen(context, read, args))
    return previewOf(
      {
        headline:
          cases.length === 0
            ? 'Nothing to change: all of those are so already'
            : `${args.close ? 'Close' : 'Assign'} ${counted(cases.length, 'case')}${args.owner ? ` to ${args.owner.title}` : ''}?`,
        ...(cases.length > 0 ? { table: tableOf(cases) } : {}),
        notes: [
          ...(others > 0 ? [`${others} more are not yours to change and stay as they are.`] : []),
          'No customer hears of it. One Undo takes all of it back.',
        ],
      },
      cases.length === 0 ? 'Nothing to do' : 'Change them all',
      {},
      cases.map(({ id, version }) => `${id} ${version}`),
    )
  },
  run: async (context, args, tx) => {
    const { cases } = await chosen(context, sqlInTx(tx), args)
    if (cases.length === 0) return { headline: 'Nothing was to change.', data: { changed: 0 } }
    for (const { id, status } of cases) {
      if (args.owner) await assignCase(tx, id, args.owner.id)
      if (args.close && status !== 'closed')
        await closeCase(tx, id, { as: args.close as ClosedAs, resolution: args.resolution ?? null })
    }
    return {
      headline: `${counted(cases.length, 'case')} ${args.close ? 'closed' : 'assigned'}`,
      table: tableOf(cases),
      undo: undoOf(context, tx, 'case take-back'),
      data: { changed: cases.length },
    }
  },
})

/** The cases that would be changed, among those that the asker may change; `others` are seen and not theirs to change. */
async function chosen(
  context: CommandContext,
  read: SqlScope,
  args: Args,
): Promise<{ cases: CaseRow[]; others: number }> {
  const { asker } = context
  if (!args.owner && !args.close) throw invalid('Say what is to change: owner: or close:.')
  const asked = await readListWords(context, 'case list', args.where)
  const facets = await facetsIn(context, 'case list', asked)
  const { filter } = await caseQuestion(read, asker.id, { ...asked, facets })
  const owners = asker.owners('case.read')
  const mine = { ...filter, owners: ownersOfBoth(owners, asker.owners('case.write')) }
  const [seen, count] = [await countCases(read, { ...filter, owners }), await countCases(read, mine)]
  if (count > MOST) throw refused(`These are ${count} cases; at most ${MOST} are changed at once. Narrow them down.`)
  const cases = await listCases(read, mine, MOST)
  return { cases: cases.filter((one) => isChanged(one, args)), others: seen - count }
}

const isChanged = ({ status, ownerId, mergedIntoId }: CaseRow, { close, owner }: Args): boolean =>
  mergedIntoId === null &&
  ((close !== undefined && status !== 'closed') || (owner !== undefined && owner.id !== ownerId && status !== 'closed'))

const tableOf = (cases: readonly CaseRow[]): Table => ({
  columns: [
    { key: 'ref', label: 'Case', type: 'record' },
    { key: 'status', label: 'Status', type: 'text' },
    { key: 'owner', label: 'Owner', type: 'person' },
  ],
  rows: cases.slice(0, SAMPLE).map((one) => ({
    ref: { ref: one.ref, title: one.subject },
    status: statusText(one),
    owner: one.owner === null ? 'nobody' : { person: one.owner },
  })),
  ...(cases.length > SAMPLE ? { more: cases.length - SAMPLE } : {}),
})
