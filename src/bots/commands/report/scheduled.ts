import { sayRhythm } from '../../../domain/reports/report-schedule.js'
import { listSchedules, type ScheduleRow } from '../../../domain/reports/report-schedule-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import type { Action, Row } from '../reply.js'

export default defineCommand({
  name: 'report scheduled',
  summary: 'The reports that you have sent or get by themselves',
  example: 'report scheduled',
  params: {},
  needs: 'report.read',
  risk: 'read',
  run: async ({ read, asker }) => {
    const mine = asker.may('admin') ? {} : { for: asker.id }
    const rows = await read((scope) => listSchedules(scope, { ...mine, running: true }))
    return {
      headline:
        rows.length === 0
          ? 'No report is sent by itself'
          : counted(rows.length, 'report is sent by itself', 'reports are sent by themselves'),
      ...(rows.length > 0 && {
        table: {
          columns: [
            { key: 'ref', label: 'No.', type: 'text' },
            { key: 'report', label: 'Report', type: 'text' },
            { key: 'when', label: 'When', type: 'text' },
            { key: 'to', label: 'To', type: 'text' },
            { key: 'next', label: 'Next', type: 'date' },
            { key: 'by', label: 'By', type: 'text' },
          ],
          rows: rows.map(scheduleRow),
        },
      }),
      actions: [
        { label: 'Schedule a report…', do: { form: 'report schedule', args: {} }, typed: 'report schedule' },
        ...rows.slice(0, 4).map(stopping),
      ],
      data: { schedules: rows.map(({ ref, words, nextAt }) => ({ ref, words, next: nextAt.toISOString() })) },
    }
  },
})

const scheduleRow = (row: ScheduleRow): Row => ({
  ref: row.ref,
  report: row.words,
  when: sayRhythm(row),
  to: row.recipients.map(({ name }) => name).join(', '),
  next: { at: row.nextAt },
  by: row.ownerName,
})

const stopping = ({ ref }: ScheduleRow): Action => ({
  label: `Stop ${ref}`,
  do: { command: 'report stop', args: { schedule: ref } },
  typed: `report stop ${ref}`,
})
