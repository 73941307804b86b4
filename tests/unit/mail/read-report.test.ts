import { describe, expect, it } from 'vitest'
import { isHard } from '../../../src/mail/bounce-status.js'
import { readReport } from '../../../src/mail/read-report.js'
import { letter } from '../../support/letter.js'
import { deliveryReport } from '../../support/report.js'

const read = (raw: string) => readReport(Buffer.from(raw))

describe('a delivery report', () => {
  it('speaks of each recipient: gone, full, late, reached', async () => {
    const { reported, about } = await read(
      deliveryReport({
        to: 'jo@us.example',
        about: 'm1@us.example',
        recipients: [
          { address: 'gone@acme.com', status: '5.1.1', said: '550 5.1.1 User unknown' },
          { address: 'full@acme.com', status: '5.2.2', said: '552 5.2.2 Mailbox full' },
          { address: 'late@acme.com', action: 'delayed', status: '4.4.1' },
          { address: 'fine@acme.com', action: 'delivered', status: '2.0.0' },
        ],
      }),
    )
    expect(about).toBe('m1@us.example')
    expect(reported).toEqual([
      { address: 'gone@acme.com', kind: 'hard', status: '5.1.1', said: '550 5.1.1 User unknown' },
      { address: 'full@acme.com', kind: 'soft', status: '5.2.2', said: '552 5.2.2 Mailbox full' },
    ])
  })

  it('is judged by its words where its code says nothing', () => {
    expect(isHard('5.0.0', '550 No such user here')).toBe(true)
    expect(isHard('5.0.0', '550 Blocked by policy')).toBe(false)
    expect(isHard('5.7.1', 'Message rejected as spam')).toBe(false)
    expect(isHard('5.2.1', 'Mailbox disabled')).toBe(true)
    expect(isHard('4.4.7', 'Delivery time expired')).toBe(false)
    expect(isHard('5.4.1', 'Recipient address rejected: Access denied')).toBe(true)
    expect(isHard(null, 'something went wrong')).toBe(true)
  })
})

const daemon = (text: string, headers: Record<string, string> = {}) =>
  letter({ from: 'MAILER-DAEMON@mx.example', to: 'jo@us.example', subject: 'failure notice', text, headers })

describe('a report in words', () => {
  it.each([
    [
      'qmail',
      'Hi. This is the qmail-send program at mx.example.\n\n<gone@acme.com>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nTo: other@acme.com\n',
    ],
    [
      'Exim',
      'A message that you sent could not be delivered to one or more of its recipients.\n\n  gone@acme.com\n    host mx.acme.com [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<gone@acme.com>:\n    550 No such person at this address\n\n------ This is a copy of the message, including all the headers. ------\n\nTo: other@acme.com\n',
    ],
    [
      'Postfix',
      '<gone@acme.com>: host mx.acme.com[192.0.2.1] said: 550 5.1.1 <gone@acme.com>:\n    Recipient address rejected: User unknown in virtual mailbox table\n',
    ],
    [
      'Exchange',
      "Delivery has failed to these recipients or groups:\n\nGone Person (gone@acme.com)<mailto:gone@acme.com>\nThe email address you entered couldn't be found.\n\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found <gone@acme.com>'\nYour message to <gone@acme.com> failed: 550 5.1.10 not found\n",
    ],
  ])('of %s', async (_server, text) => {
    const { reported } = await read(daemon(text))
    expect(reported.map(({ address, kind }) => [address, kind])).toEqual([['gone@acme.com', 'hard']])
  })

  it('is read to its end where a server folds its words before the address again, once', async () => {
    const text =
      '<gone@acme.com>: host mx.acme.com[192.0.2.1] said: 550 5.1.1\n    <gone@acme.com>: Recipient address rejected: User unknown\n\n<full@acme.com>: 552 5.2.2 Mailbox full\n'
    const { reported } = await read(daemon(text))
    expect(reported).toEqual([
      {
        address: 'gone@acme.com',
        kind: 'hard',
        status: '5.1.1',
        said: 'host mx.acme.com[192.0.2.1] said: 550 5.1.1 <gone@acme.com>: Recipient address rejected: User unknown',
      },
      { address: 'full@acme.com', kind: 'soft', status: '5.2.2', said: '552 5.2.2 Mailbox full' },
    ])
  })

  it('names its recipients in a header', async () => {
    const { reported } = await read(
      daemon('It failed: mailbox full', { 'X-Failed-Recipients': 'a@acme.com, b@acme.com' }),
    )
    expect(reported.map(({ address, kind }) => [address, kind])).toEqual([
      ['a@acme.com', 'soft'],
      ['b@acme.com', 'soft'],
    ])
  })

  it('that it is late is no failure', async () => {
    const text = 'Warning: message delayed 4 hours\nYou do not need to resend.\n\n  ada@acme.com\n  will be retried\n'
    expect((await read(daemon(text))).reported).toEqual([])
  })
})

it('a complaint names who complained', async () => {
  const raw = letter({
    from: 'fbl@provider.example',
    to: 'jo@us.example',
    headers: { 'Content-Type': 'multipart/report; report-type=feedback-report; boundary="b"' },
    text: [
      '--b',
      'Content-Type: text/plain',
      '',
      'This is a spam report.',
      '--b',
      'Content-Type: message/feedback-report',
      '',
      'Feedback-Type: abuse',
      'Version: 1',
      'Original-Rcpt-To: <ada@provider.example>',
      '',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'Message-ID: <m1@us.example>',
      'To: ada@provider.example',
      '',
      'Hello',
      '--b--',
    ].join('\n'),
  })
  expect(await read(raw)).toEqual({
    about: 'm1@us.example',
    reported: [{ address: 'ada@provider.example', kind: 'complaint', status: null, said: 'reported as abuse' }],
  })
})
