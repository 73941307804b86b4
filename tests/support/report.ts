/** A delivery report (RFC 3464) about a mail of ours, CRLF and all. */
export function deliveryReport(given: {
  to: string
  about: string
  recipients: readonly { address: string; action?: string; status: string; said?: string }[]
  date?: string
  from?: string
}): string {
  const recipients = given.recipients.map(({ address, action = 'failed', status, said }) =>
    [
      `Final-Recipient: rfc822; ${address}`,
      `Action: ${action}`,
      `Status: ${status}`,
      ...(said ? [`Diagnostic-Code: smtp; ${said}`] : []),
      '',
    ].join('\r\n'),
  )
  return [
    `From: Mail Delivery System <${given.from ?? 'MAILER-DAEMON@mx.acme.com'}>`,
    `To: ${given.to}`,
    'Subject: Undelivered Mail Returned to Sender',
    `Date: ${given.date ?? 'Mon, 23 Nov 2026 08:59:00 +0000'}`,
    `Message-ID: <report-${given.about.replace('@', '.')}@mx.acme.com>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain',
    '',
    'I am sorry to have to inform you that your message could not be delivered.',
    '--b1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.acme.com',
    '',
    ...recipients,
    '--b1',
    'Content-Type: message/rfc822',
    '',
    `Message-ID: <${given.about}>`,
    `From: ${given.to}`,
    `To: ${given.recipients.map(({ address }) => address).join(', ')}`,
    'Subject: Invoice',
    '',
    'Please pay.',
    '--b1--',
    '',
  ].join('\r\n')
}

/** A feedback report (RFC 5965): somebody pressed “this is spam” on a mail of ours. */
export const complaint = (address: string, to: string): string =>
  [
    'From: Feedback <fbl@provider.example>',
    `To: ${to}`,
    'Subject: FW: Offer',
    'Date: Mon, 23 Nov 2026 08:58:00 +0000',
    `Message-ID: <complaint-${address.replace('@', '.')}@provider.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain',
    '',
    'This is an email abuse report.',
    '--b1',
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: abuse',
    'User-Agent: Provider/1.0',
    'Version: 1',
    `Original-Rcpt-To: <${address}>`,
    '',
    '--b1',
    'Content-Type: message/rfc822',
    '',
    `Message-ID: <about-${address.replace('@', '.')}@us>`,
    `To: ${address}`,
    'Subject: Offer',
    '',
    'An offer.',
    '--b1--',
    '',
  ].join('\r\n')
