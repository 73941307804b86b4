import type { Outstanding } from '../../domain/banking/reconciliation.js'
import type { Binder, ReconciledAccount } from '../../domain/close/binder-store.js'
import { isFinished } from '../../domain/close/close-task.js'
import { STATES } from '../../domain/close/close-view.js'
import { eventLine } from '../../domain/close/digest.js'
import type { FluxLine } from '../../domain/close/flux.js'
import type { FluxComment } from '../../domain/close/flux-store.js'
import type { PriorItem } from '../../domain/close/prior-item-store.js'
import { formatMoney, money } from '../../lib/money.js'
import type { Cell, Column, Table } from '../../lib/table.js'

/** A part of the binder: a heading, what it is about, and a table or nothing to say. */
export type BinderPart = { file: string; title: string; none: string; table: Table }

const text = (key: string, label: string): Column => ({ key, label, type: 'text' })
const person = (name: string | null): Cell => (name ? { person: name } : null)

/** Of each file given as evidence its name in the archive, by its id; null for one that is not kept any more. */
export type EvidenceNames = ReadonlyMap<string, string | null>

/** A task's reference as the other parts name it. */
export const refOf = (tasks: Binder['tasks'], taskId: string): string =>
  tasks.find(({ id }) => id === taskId)?.ref ?? 'task'

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

const moves = ({ flux: { lines, comments }, baseCurrency }: Binder): BinderPart => {
  const cell = (minor: bigint | null): Cell => (minor === null ? null : { money: money(minor, baseCurrency) })
  const unmoved = [...comments.values()].filter(({ code }) => !lines.some((line) => line.code === code)).map(stillLine)
  return {
    file: 'large-moves',
    title: 'Large moves, and why',
    none: 'No account moved far.',
    table: {
      columns: [
        text('code', 'Account'),
        text('name', 'Name'),
        { key: 'now', label: 'Now', type: 'money' },
        { key: 'last', label: 'Last period', type: 'money' },
        { key: 'year', label: 'Last year', type: 'money' },
        { key: 'budget', label: 'Budget', type: 'money' },
        text('far', 'Far from'),
        text('why', 'Why'),
        { key: 'by', label: 'By', type: 'person' },
        text('note', ''),
      ],
      rows: [...lines, ...unmoved].flatMap((line) => {
        const said = comments.get(line.code)
        if (line.farFrom.length === 0 && !said) return []
        return [
          {
            code: line.code,
            name: line.name,
            now: cell(line.nowMinor),
            last: cell(line.lastMinor),
            year: cell(line.lastYearMinor),
            budget: cell(line.budgetMinor),
            far: line.farFrom.join(', '),
            why: said?.text ?? null,
            by: person(said?.byName ?? null),
            note: moveNote(line, said, baseCurrency),
          },
        ]
      }),
    },
  }
}

/** An account that has been emptied since somebody spoke of it. */
const stillLine = ({ code }: FluxComment): FluxLine => ({
  code,
  name: '',
  nowMinor: 0n,
  lastMinor: 0n,
  lastYearMinor: null,
  budgetMinor: null,
  farFrom: [],
})

function moveNote({ nowMinor }: FluxLine, said: FluxComment | undefined, currency: string): string {
  if (!said) return 'nobody said why'
  return said.movementMinor === nowMinor
    ? ''
    : `said at ${formatMoney(money(said.movementMinor, currency))}, moved since`
}

/** Of each bank account both balances, and every item that explains their difference. */
const reconciliations = ({ reconciled, periods }: Binder): BinderPart => ({
  file: 'bank-reconciliations',
  title: `Bank accounts at the end of ${periods.at(-1)?.endsOn ?? 'it'}`,
  none: 'No bank account is kept.',
  table: {
    columns: [
      text('account', 'Account'),
      text('side', 'Side'),
      text('ref', 'Item'),
      { key: 'date', label: 'Dated', type: 'date' },
      text('what', 'What'),
      { key: 'amount', label: 'Amount', type: 'money' },
    ],
    rows: reconciled.flatMap((each) => accountRows(each)),
  },
})

function accountRows({ name, currency, ...sides }: ReconciledAccount) {
  const balance = (side: string, minor: bigint | null) => ({
    account: name,
    side,
    ref: null,
    date: null,
    what: minor === null ? 'No statement tells it' : 'Balance',
    amount: minor === null ? null : { money: money(minor, currency) },
  })
  const item = (side: string, { ref, date, what, minor }: Outstanding) => ({
    account: name,
    side,
    ref,
    date: { date },
    what,
    amount: { money: money(minor, currency) },
  })
  return [
    balance('books', sides.ledgerMinor),
    ...sides.inBooks.map((each) => item('in the books alone', each)),
    ...sides.onBank.map((each) => item('on the bank alone', each)),
    balance('bank', sides.bankMinor),
    balance('unexplained', sides.unexplainedMinor),
  ]
}

const drafts = ({ drafts: kept }: Binder): BinderPart => ({
  file: 'accrual-drafts',
  title: 'Amounts that were said, and what came of them',
  none: 'None.',
  table: {
    columns: [
      text('ref', 'Draft'),
      text('month', 'Month'),
      text('memo', 'What for'),
      { key: 'amount', label: 'Amount', type: 'money' },
      text('state', 'State'),
    ],
    rows: kept.map(({ ref, month, memo, amount, state, accrualRef }) => ({
      ref,
      month,
      memo,
      amount: { money: amount },
      state: state === 'draft' ? 'not posted' : state === 'posted' ? `posted as ${accrualRef ?? ''}` : state,
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
    rows: entries.map(({ entry, date, memo, baseMinor, by, recordedAt, restricted }) => ({
      entry,
      date: { date },
      memo: restricted ? 'restricted' : memo,
      amount: restricted ? null : { money: money(baseMinor, baseCurrency) },
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
