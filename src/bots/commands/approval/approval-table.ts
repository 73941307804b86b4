import type { ApprovalRow } from '../../../domain/people/approval-list-store.js'
import { toDecimal } from '../../../lib/money.js'
import { moneyCell } from '../cells.js'
import type { Table } from '../reply.js'

export const approvalTable = (rows: readonly ApprovalRow[]): Table => ({
  columns: [
    { key: 'approval', label: 'Approval', type: 'record' },
    { key: 'amount', label: 'Amount', type: 'money' },
    { key: 'state', label: 'State', type: 'text' },
    { key: 'by', label: 'Asked by', type: 'person' },
    { key: 'until', label: 'Good until', type: 'date' },
  ],
  rows: rows.map((row) => ({
    approval: { ref: row.ref, title: row.title },
    amount: moneyCell(row.amount),
    state: row.state === 'asked' ? 'waiting' : row.state,
    by: { person: row.requestedBy },
    until: row.state === 'asked' && row.expiresAt ? { at: row.expiresAt } : null,
  })),
})

export const approvalData = (row: ApprovalRow) => ({
  approval: row.ref,
  kind: row.kind,
  title: row.title,
  state: row.state,
  amount: row.amount && toDecimal(row.amount),
  currency: row.amount?.currency ?? null,
  department: row.department,
  reason: row.reason,
  note: row.note,
  solo: row.solo,
  requestedBy: row.requestedBy,
  decidedBy: row.decidedBy,
  decidedAt: row.decidedAt?.toISOString() ?? null,
  expiresAt: row.expiresAt?.toISOString() ?? null,
})
