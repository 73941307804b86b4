export type Letter = {
  id?: string
  from: string
  to: string
  cc?: string
  subject?: string
  date?: string
  references?: readonly string[]
  inReplyTo?: string
  headers?: Readonly<Record<string, string>>
  text?: string
}

/** The raw bytes of a letter (RFC 5322), CRLF and all. */
export function letter(given: Letter): string {
  const headers = {
    From: given.from,
    To: given.to,
    Cc: given.cc,
    Subject: given.subject ?? 'Hello',
    Date: given.date ?? 'Mon, 02 Nov 2026 10:00:00 +0000',
    'Message-ID': given.id === undefined ? undefined : `<${given.id}>`,
    'In-Reply-To': given.inReplyTo === undefined ? undefined : `<${given.inReplyTo}>`,
    References: given.references?.map((id) => `<${id}>`).join(' '),
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    ...given.headers,
  }
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
  return [...lines, '', given.text ?? 'Hello.', ''].join('\r\n').replace(/(?<!\r)\n/g, '\r\n')
}
