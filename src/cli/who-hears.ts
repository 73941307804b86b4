import type { SqlScope } from '../db/sql-workspace.js'
import { listStaff } from '../domain/people/staff-store.js'
import { getWorkspace } from '../domain/people/workspace-store.js'
import { listSchedules } from '../domain/reports/report-schedule-store.js'

/** Whom Daybook writes to by itself once a company is live. */
export type Hearers = {
  /** Staff get what needs their attention: in Slack, or by mail those whom Slack doesn't know. */
  staff: readonly { name: string; email: string; by: 'slack' | 'mail' }[]
  /** Who gets which report on a schedule, in or out of the company. */
  reports: readonly { report: string; to: string }[]
  /** Customers are reminded of what is past due, without anybody confirming each. */
  remindsCustomers: boolean
}

/** Far more than any company has; a preview of a part would be none. */
const SCHEDULES = 10_000

export async function whoHears(read: SqlScope): Promise<Hearers> {
  const [{ settings }, staff, schedules] = await Promise.all([
    getWorkspace(read),
    listStaff(read),
    listSchedules(read, { running: true }, SCHEDULES),
  ])
  return {
    staff: staff.map(({ name, email, slackUserId }) => ({ name, email, by: slackUserId === null ? 'mail' : 'slack' })),
    reports: schedules.flatMap(({ words, recipients }) => recipients.map(({ name }) => ({ report: words, to: name }))),
    remindsCustomers: settings['dunning'] === 'automatic',
  }
}

export function hearersText({ staff, reports, remindsCustomers }: Hearers): string[] {
  return [
    `These people will get messages from Daybook in the morning when something needs their attention (${staff.length}):`,
    ...staff.map(({ name, email, by }) => `  ${name} <${email}>, ${by === 'slack' ? 'in Slack' : 'by mail'}`),
    ...(reports.length > 0 ? ['Scheduled reports will go out:'] : []),
    ...reports.map(({ report, to }) => `  report ${report} to ${to}`),
    remindsCustomers
      ? 'Customers will be reminded by mail of invoices that become overdue, without anybody confirming each (`dunning automatic off` ends that). All else that they get is confirmed by a member of staff.'
      : 'Customers get only what a member of staff confirms.',
  ]
}
