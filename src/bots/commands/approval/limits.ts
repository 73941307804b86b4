import { listLimits } from '../../../domain/people/approval-limit-store.js'
import { counted } from '../../../lib/counted.js'
import { money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'

export default defineCommand({
  name: 'approval limits',
  summary: 'Who may approve how much',
  example: 'approval limits',
  params: {},
  needs: 'staff.read',
  risk: 'read',
  run: async ({ read, workspace }) => {
    const limits = await read(listLimits)
    const currency = workspace.baseCurrency
    return {
      headline:
        limits.length === 0 ? 'No limits: whoever may approve, approves any amount' : counted(limits.length, 'limit'),
      ...(limits.length > 0 && {
        table: {
          columns: [
            { key: 'kind', label: 'What', type: 'text' },
            { key: 'role', label: 'Role', type: 'text' },
            { key: 'department', label: 'Department', type: 'text' },
            { key: 'limit', label: 'Up to', type: 'money' },
          ],
          rows: limits.map(({ kind, role, department, limitMinor }) => ({
            kind,
            role,
            department: department ?? 'all',
            limit: { money: money(limitMinor, currency) },
          })),
        },
      }),
      notes: [
        'A limit counts what was approved under one for the same counterparty in the month. Nobody approves what they prepared.',
      ],
      data: {
        limits: limits.map(({ limitMinor, ...limit }) => ({
          ...limit,
          limit: toDecimal(money(limitMinor, currency)),
          currency,
        })),
      },
    }
  },
})
