import type { Binder } from '../../domain/close/binder-store.js'
import { isFinished } from '../../domain/close/close-task.js'
import { STATES } from '../../domain/close/close-view.js'
import { eventLine } from '../../domain/close/digest.js'
import type { PriorItem } from '../../domain/close/prior-item-store.js'
import { money } from '../../lib/money.js'
import type { Cell, Column, Table } from '../../lib/table.js'

/** A part of the binder: a heading, what it is about, and a table or nothing to say. */
export type BinderPart = { file: string; title: string; none: string; table: Table }

const text = (key: string, label: string): Column => ({ key, label, type: 'text' })
const person = (name: string | null): Cell => (name ? { person: name } : null)

/** In the order of the pages. */
export const binderParts = (binder: Binder): BinderPart[] => [
  signOffs(binder),
  selfApprovals(binder),
  exceptions(binder),
  checks(binder),
  excuses(binder),
  moves(binder),
  evidence(binder),
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
      { key: 'approved', label: 'Approved by', type: 'person' },
      text('covers', 'Covers'),
    ],
    rows: tasks.map((task) => ({
      ref: task.ref,
      title: task.title,
      due: { date: task.dueOn },
      state: STATES[task.state],
      by: task.checkName && task.state === 'approved' ? { person: 'its check' } : person(task.doneByName),
      approved: person(task.approvedByName),
      covers: task.accounts.join(', '),
    })),
  },
})

const selfApprovals = ({ tasks }: Binder): BinderPart => ({
  file: 'self-approvals',
  title: 'Approved by who did it',
  none: 'None: each approval is of another person.',
  table: {
    columns: [text('ref', 'Task'), text('title', 'What'), { key: 'by', label: 'By', type: 'person' }],
    rows: tasks
      .filter(({ selfApproved }) => selfApproved)
      .map(({ ref, title, approvedByName }) => ({ ref, title, by: person(approvedByName) })),
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
      ref: tasks.find(({ id }) => id === taskId)?.ref ?? '',
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
      ref: tasks.find(({ id }) => id === taskId)?.ref ?? '',
      row: rowKey,
      stood: stoodAt,
      reason,
      by: person(byName),
      note: [lapsedAt ? 'holds no more' : '', selfExcused ? 'by the task’s own owner' : ''].filter(Boolean).join(', '),
    })),
  },
})

const moves = ({ comments, baseCurrency }: Binder): BinderPart => ({
  file: 'large-moves',
  title: 'Large moves, and why',
  none: 'None was explained.',
  table: {
    columns: [
      text('code', 'Account'),
      { key: 'movement', label: 'Movement', type: 'money' },
      text('why', 'Why'),
      { key: 'by', label: 'By', type: 'person' },
    ],
    rows: comments.map(({ code, movementMinor, text: why, byName }) => ({
      code,
      movement: { money: money(movementMinor, baseCurrency) },
      why,
      by: person(byName),
    })),
  },
})

const evidence = ({ evidence: pieces, tasks }: Binder): BinderPart => ({
  file: 'evidence',
  title: 'Evidence',
  none: 'None was given.',
  table: {
    columns: [text('ref', 'Task'), text('title', 'What'), text('kind', 'Kind'), text('hash', 'SHA-256, or address')],
    rows: pieces.map(({ taskId, title, kind, contentHash, url }) => ({
      ref: tasks.find(({ id }) => id === taskId)?.ref ?? '',
      title,
      kind,
      hash: contentHash ?? url,
    })),
  },
})

const later = ({ later: entries, baseCurrency }: Binder): BinderPart => ({
  file: 'later-changes',
  title: 'Recorded after the last sign-off',
  none: 'Nothing.',
  table: {
    columns: [
      text('entry', 'Entry'),
      { key: 'date', label: 'Dated', type: 'date' },
      text('memo', 'What'),
      { key: 'amount', label: 'Amount', type: 'money' },
      { key: 'by', label: 'By', type: 'person' },
      { key: 'at', label: 'Recorded', type: 'date' },
    ],
    rows: entries.map(({ entry, date, memo, baseMinor, by, recordedAt }) => ({
      entry,
      date: { date },
      memo,
      amount: { money: money(baseMinor, baseCurrency) },
      by: person(by),
      at: { at: recordedAt },
    })),
  },
})

const changed = ({ history: events }: Binder): BinderPart => ({
  file: 'changed-since-signed',
  title: 'Signed, and opened again since the books moved',
  none: 'None.',
  table: {
    columns: [
      { key: 'at', label: 'When', type: 'date' },
      text('ref', 'Task'),
      text('title', 'What'),
      text('summary', 'Entries'),
    ],
    rows: events
      .filter(({ kind }) => kind === 'changed')
      .map(({ at, ref, title, note }) => ({ at: { at }, ref, title, summary: note })),
  },
})

const prior = ({ prior: { left, taken }, tasks, baseCurrency }: Binder): BinderPart => ({
  file: 'prior-period-items',
  title: 'Prior-period items',
  none: 'None.',
  table: {
    columns: [
      text('entry', 'Entry'),
      { key: 'date', label: 'Dated', type: 'date' },
      text('memo', 'What'),
      { key: 'amount', label: 'Moved', type: 'money' },
      text('signed', 'Was signed as'),
      text('where', 'Where it went'),
    ],
    rows: [
      ...left.map((item) => ({
        ...itemRow(item, baseCurrency),
        where: item.taskId ? 'the next close' : 'no close yet',
      })),
      ...taken.map((item) => ({
        ...itemRow(item, baseCurrency),
        where: tasks.find(({ id }) => id === item.taskId)?.ref ?? '',
      })),
    ],
  },
})

const itemRow = ({ entry, date, memo, movedMinor, signedRef, restricted }: PriorItem, currency: string) => ({
  entry,
  date: { date },
  memo: restricted ? 'restricted' : memo,
  amount: restricted ? null : { money: money(movedMinor, currency) },
  signed: signedRef,
})

const trialBalance = ({ trialBalance: { rows, totals }, baseCurrency }: Binder): BinderPart => ({
  file: 'trial-balance',
  title: 'Trial balance',
  none: 'Nothing is posted.',
  table: {
    columns: [
      text('code', 'Account'),
      text('name', 'Name'),
      { key: 'debit', label: 'Debit', type: 'money' },
      { key: 'credit', label: 'Credit', type: 'money' },
    ],
    rows: rows.map(({ code, name, debit, credit }) => ({
      code,
      name,
      debit: debit === 0n ? null : { money: money(debit, baseCurrency) },
      credit: credit === 0n ? null : { money: money(credit, baseCurrency) },
    })),
    totals: {
      name: 'Total',
      debit: { money: money(totals.debit, baseCurrency) },
      credit: { money: money(totals.credit, baseCurrency) },
    },
  },
})

const history = ({ history: events }: Binder): BinderPart => ({
  file: 'history',
  title: 'What happened',
  none: 'Nothing.',
  table: {
    columns: [{ key: 'at', label: 'When', type: 'date' }, text('what', 'What')],
    rows: events.map((event) => ({ at: { at: event.at }, what: eventLine(event) })),
  },
})
