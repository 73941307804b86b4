import type { Binder } from '../../domain/close/binder-store.js'
import { isFinished } from '../../domain/close/close-task.js'
import { STATES } from '../../domain/close/close-view.js'
import { drafts, moves, reconciliations, trialBalance } from './binder-books.js'
import { changed, history, later, prior } from './binder-later.js'
import { type BinderPart, type EvidenceNames, person, refOf, text } from './binder-part.js'

/** In the order of the pages. */
export const binderParts = (binder: Binder, names: EvidenceNames): BinderPart[] => [
  signOffs(binder),
  selfApprovals(binder),
  exceptions(binder),
  checks(binder),
  reconciliations(binder),
  excuses(binder),
  moves(binder),
  drafts(binder),
  evidence(binder, names),
  changed(binder),
  later(binder),
  prior(binder),
  trialBalance(binder),
  history(binder),
]

const signOffs = ({ tasks }: Binder): BinderPart => ({
  file: 'sign-offs',
  title: 'Sign-offs',
  none: 'No close was opened.',
  table: {
    columns: [
      text('ref', 'Task'),
      text('title', 'What'),
      { key: 'due', label: 'Due', type: 'date' },
      text('state', 'State'),
      { key: 'by', label: 'Done by', type: 'person' },
      { key: 'signed', label: 'Submitted', type: 'date' },
      { key: 'approved', label: 'Approved by', type: 'person' },
      { key: 'done', label: 'Finished', type: 'date' },
      text('covers', 'Covers'),
    ],
    rows: tasks.map((task) => ({
      ref: task.ref,
      title: task.title,
      due: { date: task.dueOn },
      state: STATES[task.state],
      by: task.checkName && task.state === 'approved' ? { person: 'its check' } : person(task.doneByName),
      signed: task.signedAt && { at: task.signedAt },
      approved: person(task.approvedByName),
      done: task.doneAt && { at: task.doneAt },
      covers: task.accounts.join(', '),
    })),
  },
})

const selfApprovals = ({ tasks, selfApproved, excuses: kept }: Binder): BinderPart => ({
  file: 'self-approvals',
  title: 'Approved by who did it',
  none: 'None: each approval is of another person.',
  table: {
    columns: [
      text('ref', 'Of'),
      text('kind', 'Kind'),
      text('title', 'What'),
      { key: 'by', label: 'By', type: 'person' },
      { key: 'at', label: 'When', type: 'date' },
    ],
    rows: [
      ...tasks.flatMap(({ selfApproved: self, ref, title, approvedByName, doneAt }) =>
        self ? [{ ref, kind: 'close task', title, by: person(approvedByName), at: doneAt && { at: doneAt } }] : [],
      ),
      ...kept.flatMap(({ selfExcused, taskId, rowKey, reason, byName }) =>
        selfExcused
          ? [{ ref: refOf(tasks, taskId), kind: 'excuse', title: `${rowKey}: ${reason}`, by: person(byName), at: null }]
          : [],
      ),
      ...selfApproved.map(({ ref, kind, title, by, at }) => ({ ref, kind, title, by: person(by), at: { at } })),
    ],
  },
})

const exceptions = ({ tasks }: Binder): BinderPart => ({
  file: 'exceptions',
  title: 'Not done, not needed, blocked',
  none: 'None: every task was done.',
  table: {
    columns: [text('ref', 'Task'), text('title', 'What'), text('state', 'State'), text('reason', 'Why')],
    rows: tasks
      .filter(({ state }) => state === 'not_applicable' || !isFinished(state))
      .map(({ ref, title, state, reason }) => ({ ref, title, state: STATES[state], reason })),
  },
})

const checks = ({ proofs, tasks }: Binder): BinderPart => ({
  file: 'checks',
  title: 'Reconciliations and other checks',
  none: 'None ran.',
  table: {
    columns: [
      text('ref', 'Task'),
      text('check', 'Check'),
      text('passed', 'Outcome'),
      text('summary', 'It says'),
      { key: 'at', label: 'At', type: 'date' },
    ],
    rows: proofs.map(({ taskId, checkName, passed, summary, at }) => ({
      ref: refOf(tasks, taskId),
      check: checkName,
      passed: passed ? 'passed' : 'failed',
      summary,
      at: { at },
    })),
  },
})

const excuses = ({ excuses: kept, tasks }: Binder): BinderPart => ({
  file: 'excuses',
  title: 'Rows that were excused',
  none: 'None.',
  table: {
    columns: [
      text('ref', 'Task'),
      text('row', 'Row'),
      text('stood', 'As it stood'),
      text('reason', 'Why'),
      { key: 'by', label: 'By', type: 'person' },
      text('note', ''),
    ],
    rows: kept.map(({ taskId, rowKey, stoodAt, reason, byName, selfExcused, lapsedAt }) => ({
      ref: refOf(tasks, taskId),
      row: rowKey,
      stood: stoodAt,
      reason,
      by: person(byName),
      note: [lapsedAt ? 'holds no more' : '', selfExcused ? 'by the task’s own owner' : ''].filter(Boolean).join(', '),
    })),
  },
})

const evidence = ({ evidence: pieces, tasks }: Binder, names: EvidenceNames): BinderPart => ({
  file: 'evidence',
  title: 'Evidence',
  none: 'None was given.',
  table: {
    columns: [
      text('ref', 'Task'),
      text('title', 'What'),
      text('kind', 'Kind'),
      text('hash', 'SHA-256, or address'),
      text('file', 'In the archive'),
    ],
    rows: pieces.map(({ id, taskId, title, kind, contentHash, url }) => ({
      ref: refOf(tasks, taskId),
      title,
      kind,
      hash: contentHash ?? url,
      file: contentHash === null ? null : (names.get(id) ?? 'MISSING: it is not kept any more'),
    })),
  },
})
