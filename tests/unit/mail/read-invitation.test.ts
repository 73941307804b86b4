import { describe, expect, it } from 'vitest'
import { isNewer, meetingText } from '../../../src/domain/correspondence/meeting.js'
import { readInvitations } from '../../../src/mail/read-invitation.js'
import { invitation } from '../../support/invitation.js'

const read = (given: Parameters<typeof invitation>[0]) => readInvitations(Buffer.from(invitation(given)))

describe('an invitation', () => {
  it('says what, where and when, in the time zone that it brings', async () => {
    expect(await read({ zone: true })).toMatchObject([
      {
        uid: 'meet-1@acme.com',
        summary: 'Renewal talk',
        location: 'Room 4',
        startsAt: new Date('2026-12-01T13:00:00Z'),
        endsAt: new Date('2026-12-01T14:00:00Z'),
        status: 'confirmed',
        sequence: 0,
      },
    ])
  })

  it('calls off by its method or its status', async () => {
    expect(await read({ method: 'CANCEL', sequence: 2 })).toMatchObject([{ status: 'cancelled', sequence: 2 }])
    expect(await read({ status: 'CANCELLED' })).toMatchObject([{ status: 'cancelled' }])
  })

  it('an invited person’s answer says nothing about the meeting', async () => {
    expect(await read({ method: 'REPLY' })).toEqual([])
  })

  it('that can’t be read is none, and harms nothing', async () => {
    expect(await read({ calendar: 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:x' })).toEqual([])
    expect(await read({ calendar: '' })).toEqual([])
  })
})

it('the newer word counts', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 1, hour))
  expect(isNewer({ sequence: 1, stampedAt: at(1) }, { sequence: 0, stampedAt: at(2) })).toBe(true)
  expect(isNewer({ sequence: 0, stampedAt: at(1) }, { sequence: 0, stampedAt: at(2) })).toBe(false)
})

it('a mailbox that shares no subjects tells of a meeting and not of what', () => {
  const said = {
    uid: 'u',
    occurrence: '',
    sequence: 0,
    startsAt: new Date(),
    endsAt: null,
    summary: 'Secret merger',
    location: 'Paris',
  }
  expect(meetingText({ ...said, status: 'confirmed' }, false)).toBe('Meeting (private)')
  expect(meetingText({ ...said, status: 'cancelled' }, true)).toBe('Called off: Secret merger, Paris')
})
