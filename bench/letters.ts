const THREAD = 5
const CUSTOMERS = 100
/** About 4 KB of text, as an ordinary business mail with its quotes has. */
const PARAGRAPHS = 25

/** So many letters (RFC 5322) in threads of five, from a hundred customers; the same at every run. */
export function* letters(count: number): Generator<string> {
  for (let n = 0; n < count; n += 1) yield letter(n)
}

function letter(n: number): string {
  const place = n % THREAD
  const thread = (n - place) / THREAD
  const customer = thread % CUSTOMERS
  const before = Array.from({ length: place }, (_, k) => `<letter-${n - place + k}@bench.example>`)
  const at = new Date(Date.UTC(2026, 0, 1) + n * 600_000).toUTCString()
  const lines = [
    `From: Customer ${customer} <person@customer-${customer}.example>`,
    'To: Bench <bench@daybook.example>',
    `Subject: ${place > 0 ? 'Re: ' : ''}Delivery ${thread}`,
    `Date: ${at.replace('GMT', '+0000')}`,
    `Message-ID: <letter-${n}@bench.example>`,
    ...(place > 0 ? [`In-Reply-To: ${before.at(-1)}`, `References: ${before.join(' ')}`] : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    ...Array.from({ length: PARAGRAPHS }, (_, k) => paragraph(n, k)),
    '',
  ]
  return lines.join('\r\n')
}

const paragraph = (n: number, k: number): string =>
  `Line ${k} of letter ${n}: the delivery of ${(n * 7 + k) % 90} pieces is planned for week ${(n + k) % 52}; please confirm the price of ${(n * 13 + k * 5) % 1000}.50 EUR before it leaves our store.`
