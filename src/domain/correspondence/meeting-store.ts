import type { Tx } from '../../db/in-workspace.js'
import { oneAtATime } from '../../db/one-at-a-time.js'
import type { Meeting } from '../../generated/prisma/client.js'
import type { Subject } from '../crm/activity.js'
import type { Invitation } from './meeting.js'

export const findMeeting = (
  tx: Tx,
  { uid, occurrence }: Pick<Invitation, 'uid' | 'occurrence'>,
): Promise<Meeting | null> =>
  tx.prisma.meeting.findUnique({
    where: { workspaceId_uid_occurrence: { workspaceId: tx.scope.workspaceId, uid, occurrence } },
  })

/** Writes the newest word about a meeting; answers its id. */
export async function putMeeting(tx: Tx, said: Invitation & { stampedAt: Date }, messageId: string): Promise<string> {
  const { workspaceId } = tx.scope
  const { id } = await tx.prisma.meeting.upsert({
    where: { workspaceId_uid_occurrence: { workspaceId, uid: said.uid, occurrence: said.occurrence } },
    create: { ...said, workspaceId, id: tx.newId(), messageId },
    update: { ...said, messageId },
    select: { id: true },
  })
  return id
}

/** One filing of a meeting at a time: two invitations to it may come together. */
export const lockMeeting = (tx: Tx, uid: string): Promise<void> => oneAtATime(tx, `meeting ${uid}`)

const COLUMN = {
  contact: 'contactId',
  company: 'companyId',
  deal: 'dealId',
  invoice: 'invoiceId',
  case: 'caseId',
} as const

/** Puts the meeting on each of these records: what stands there already is brought up to date, wherever it is. */
export async function putMeetingActivities(
  tx: Tx,
  meetingId: string,
  { body, at, subjects }: { body: string; at: Date; subjects: readonly Subject[] },
): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.activity.updateMany({ where: { workspaceId, meetingId }, data: { body, at } })
  for (const { kind, id } of subjects) {
    const about = { [COLUMN[kind]]: id }
    const there = await tx.prisma.activity.findFirst({
      where: { workspaceId, meetingId, ...about },
      select: { id: true },
    })
    if (there) continue
    await tx.prisma.activity.create({
      data: { workspaceId, id: tx.newId(), kind: 'meeting', body, at, meetingId, byId: null, ...about },
    })
  }
}

/**
 * The records that a thread's meeting belongs on: its contacts, its deal, and its company where no deal is named. A card
 * shows the meetings of its deals, so none is put on a deal's own contact or company as well.
 */
export async function meetingSubjects(tx: Tx, threadId: string): Promise<Subject[]> {
  const { workspaceId } = tx.scope
  const links = await tx.prisma.threadLink.findMany({ where: { workspaceId, threadId, removedAt: null } })
  const ids = (pick: (link: (typeof links)[number]) => string | null) => [
    ...new Set(links.flatMap((l) => pick(l) ?? [])),
  ]
  const deals = await tx.prisma.deal.findMany({ where: { workspaceId, id: { in: ids((l) => l.dealId) } } })
  const covered = new Set(deals.flatMap(({ contactId, companyId }) => [contactId, companyId]))
  return [
    ...deals.map(({ id }): Subject => ({ kind: 'deal', id })),
    ...ids((l) => l.contactId)
      .filter((id) => !covered.has(id))
      .map((id): Subject => ({ kind: 'contact', id })),
    ...ids((l) => l.companyId)
      .filter((id) => !covered.has(id))
      .map((id): Subject => ({ kind: 'company', id })),
  ]
}
