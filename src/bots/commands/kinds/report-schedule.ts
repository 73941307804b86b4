import { sayRhythm } from '../../../domain/reports/report-schedule.js'
import { listSchedules, type ScheduleFilter } from '../../../domain/reports/report-schedule-store.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'

/** One sees what one set up and what one gets; who runs the company sees all. */
async function find({ read, asker }: Lookup, filter: ScheduleFilter): Promise<Candidate[]> {
  const rows = await listSchedules(read, { ...filter, ...(asker.may('admin') ? {} : { for: asker.id }) })
  return rows.map((row) => ({
    kind: 'report-schedule',
    id: row.id,
    ref: row.ref,
    title: row.words,
    version: row.version,
    details: [sayRhythm(row)],
  }))
}

export default defineRecordKind({
  kind: 'report-schedule',
  one: 'scheduled report',
  many: 'scheduled reports',
  refPrefixes: ['RPT'],
  needs: 'report.read',
  owned: 'Whoever set it up or gets it, and admins.',
  table: 'report_schedule',
  detailLabels: ['When'],
  findByIds: (lookup, ids) => find(lookup, { ids }),
  findByRef: (lookup, ref) => find(lookup, { ref }),
  findByName: async (lookup, key) =>
    (await find(lookup, { running: true })).filter(({ title }) => title.toLowerCase() === key),
  findByPrefix: async (lookup, key) =>
    (await find(lookup, { running: true })).filter(({ title }) => title.toLowerCase().startsWith(key)),
  searchable: false,
})
