import type { ApprovalContent } from '../../../domain/people/approval-content.js'
import type { ApprovalRow } from '../../../domain/people/approval-list-store.js'
import { type ApprovalKind, manyOf } from '../../../domain/people/define-approval.js'
import { fieldsWith, moneyCell } from '../cells.js'
import type { Preview } from '../define-command.js'
import type { RecordRef } from '../params.js'
import { previewOf } from '../preview-hash.js'
import type { Action, Reply } from '../reply.js'

/** What whoever decides reads, the same on a card and as a preview: a click on the card confirms exactly this. */
export const approvalQuestion = (row: ApprovalRow, content: ApprovalContent): Preview =>
  previewOf({ headline: `Approve ${content.title}?`, ...shownOf(row, content) }, 'Approve', { [row.id]: row.version })

/** Everything that a decision is about. */
export const shownOf = (row: ApprovalRow, content: ApprovalContent): Omit<Reply, 'headline'> => ({
  fields: [
    ...content.fields,
    ...fieldsWith([
      ['Asked by', { person: row.requestedBy }],
      ['Why', row.reason],
      ['Department', content.department],
    ]),
  ],
  ...(content.table || content.lines
    ? {
        sections: [
          {
            title: 'In detail',
            ...(content.table && { table: content.table }),
            ...(content.lines && { lines: content.lines }),
          },
        ],
      }
    : {}),
})

/** An open question with its buttons, for somebody who may decide. */
export function openCard(row: ApprovalRow, kind: ApprovalKind, content: ApprovalContent): Reply {
  const { confirmLabel, hash, versions, ...shown } = approvalQuestion(row, content)
  return {
    ...shown,
    actions: openActions(row, content, { hash, versions, label: confirmLabel }),
    ...(content.obstacle ? { text: content.obstacle } : {}),
    notes: [row.ref, `Why you: you may approve ${manyOf(kind)}`],
  }
}

/** Yes only where nothing stands in its way. */
export function openActions(
  row: ApprovalRow,
  content: ApprovalContent,
  shown: { hash: string; versions: Preview['versions']; label: string },
): Action[] {
  const [yes, no] = decisionActions(row, shown)
  return [...(yes && !content.obstacle ? [yes] : []), ...(no ? [no] : []), ...fileActions(row, content)]
}

/** What proves it, opened by whoever decides: a link of their own. */
const fileActions = ({ ref }: Pick<ApprovalRow, 'ref'>, { files = [] }: ApprovalContent): Action[] =>
  files.length === 0
    ? []
    : [
        {
          label: files.length === 1 ? `Open ${files[0] ?? ''}`.slice(0, 75) : `Open ${files.length} files`,
          do: { command: 'approval file', args: { approval: ref } },
          typed: `approval file ${ref}`,
        },
      ]

function decisionActions(
  row: ApprovalRow,
  { hash, versions, label }: { hash: string; versions: Preview['versions']; label: string },
): Action[] {
  const approval = refOf(row)
  const confirms = { hash, versions, until: row.expiresAt ?? new Date(row.askedAt.getTime() + 30 * 86_400_000) }
  return [
    {
      label,
      style: 'primary',
      do: { command: 'approval approve', args: { approval }, confirms },
      typed: `approval approve ${row.ref}`,
    },
    {
      label: 'Reject…',
      style: 'danger',
      do: { form: 'approval reject', args: { approval } },
      typed: `approval reject ${row.ref} WHY`,
    },
  ]
}

/** What takes an open card's place once it is settled. */
export const settledCard = (row: ApprovalRow): Reply => ({
  headline: `${settledWord(row)}: ${row.title}`,
  fields: fieldsWith([
    ['Amount', moneyCell(row.amount)],
    ['Asked by', { person: row.requestedBy }],
    ['Decided by', row.decidedBy && { person: row.decidedBy }],
    ['When', row.decidedAt && { at: row.decidedAt }],
    [row.decidedBy ? 'Note' : 'Why', row.note],
  ]),
  notes: [row.ref, ...(row.solo ? ['Approved by who asked: a company of one person'] : [])],
})

const settledWord = ({ state }: ApprovalRow): string =>
  state === 'asked' ? 'Waiting' : `${state[0]?.toUpperCase() ?? ''}${state.slice(1)}`

const refOf = ({ id, ref, title, version }: ApprovalRow): RecordRef => ({ kind: 'approval', id, ref, title, version })
