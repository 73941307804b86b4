import { describe, expect, it } from 'vitest'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import type { Reply } from '../../../src/bots/commands/reply.js'
import { mailButtons } from '../../../src/bots/email/mail-buttons.js'
import { mailOfReply } from '../../../src/bots/email/mail-of-reply.js'
import { money } from '../../../src/lib/money.js'
import { composeMail } from '../../../src/mail/compose-mail.js'

const catalog = await loadCatalog()
const answering = { address: 'assistant@us.example', subject: 'Re: Numbers & more' }
const rendering = { subject: 'Numbers', timeZone: 'Europe/Berlin', catalog, answering }

const reply: Reply = {
  headline: 'Open deals <b>of "Acme"</b>',
  text: '*Three* deals & `deal list`',
  fields: [{ label: 'Owner', value: { person: 'Jo <jo>' } }],
  changes: [{ label: 'Stage', before: null, after: 'Won' }],
  table: {
    columns: [
      { key: 'deal', label: 'Deal', type: 'record' },
      { key: 'amount', label: 'Amount', type: 'money' },
      { key: 'empty', label: 'Nothing', type: 'text' },
    ],
    rows: [
      { deal: { ref: 'DEAL-1', title: 'Renewal' }, amount: { money: money(5_000_000n, 'EUR') }, empty: null },
      {
        deal: { ref: 'DEAL-12', title: 'A <script>alert(1)</script>' },
        amount: { money: money(100n, 'EUR') },
        empty: null,
      },
    ],
    totals: { amount: { money: money(5_000_100n, 'EUR') } },
  },
  sections: [{ title: 'Next', lines: ['call *Ada*'] }],
  actions: [
    { label: 'Undo', typed: 'undo', do: { command: 'undo', args: {} } },
    { label: 'Show it', do: { command: 'deal show', args: { deal: { ref: 'DEAL-1', title: 'Renewal' } } } },
    { label: 'Form', do: { form: 'deal new', args: {} } },
    { label: 'Open', do: { url: 'https://us.example/?a=1&b=2' } },
  ],
  files: [{ name: 'a.pdf', contentType: 'application/pdf', bytes: new Uint8Array([1]), title: 'A' }],
  notes: ['as of today'],
  reference: 'ABCD1234',
}

describe('a reply as a mail', () => {
  it('says the same in both parts, aligned, with answers that are written already', async () => {
    const { text, html, attachments } = await mailOfReply(reply, rendering)
    expect(text).toBe(`Open deals <b>of "Acme"</b>

Three deals & deal list

Owner  Jo <jo>

Stage  – → Won

Deal                                        Amount
DEAL-1 Renewal                       50,000.00 EUR
DEAL-12 A <script>alert(1)</script>       1.00 EUR
───────────────────────────────────  ─────────────
                                     50,001.00 EUR

Next
call Ada

Undo: answer with “undo”
mailto:assistant@us.example?subject=Re%3A%20Numbers%20%26%20more&body=undo

Show it: answer with “deal show DEAL-1”
mailto:assistant@us.example?subject=Re%3A%20Numbers%20%26%20more&body=deal%20show%20DEAL-1

Open:
https://us.example/?a=1&b=2

as of today
Reference ABCD1234
`)
    expect(html).not.toContain('<script>')
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html).toContain('Open deals &lt;b&gt;of &quot;Acme&quot;&lt;/b&gt;')
    expect(html).toContain('<b>Three</b> deals &amp; <code')
    expect(html).toMatch(/<td style="[^"]*text-align:right[^"]*">50,000\.00 EUR<\/td>/)
    expect(html).not.toContain('Nothing')
    expect(html).toContain('href="https://us.example/?a=1&amp;b=2"')
    expect(attachments).toEqual([{ filename: 'a.pdf', contentType: 'application/pdf', content: new Uint8Array([1]) }])
  })

  it('is as wide as a telephone, and a wide table moves within', async () => {
    const { html } = await mailOfReply(reply, rendering)
    expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">')
    expect(html).toMatch(/<div style="overflow-x:auto"><table[^>]*>[^]*50,001\.00 EUR[^]*<\/table><\/div>/)
  })

  it('has no buttons where nobody takes answers, but links stay', () => {
    expect(mailButtons(reply.actions ?? [], catalog, null).map(({ label }) => label)).toEqual(['Open'])
  })

  it('shows so many rows and attaches the whole', async () => {
    const rows = Array.from({ length: 250 }, (_, n) => ({ deal: `row ${n}`, amount: null }))
    const { text, html, attachments } = await mailOfReply(
      { headline: 'Long', table: { columns: reply.table?.columns ?? [], rows } },
      rendering,
    )
    expect(text).toContain('… and 50 more')
    expect(html).not.toContain('row 200')
    expect(new TextDecoder().decode(attachments[0]?.content)).toContain('row 249')
  })

  it('has its chart within, named by its Content-ID', async () => {
    const chart = {
      kind: 'bar' as const,
      title: 'Pipeline',
      unit: 'EUR',
      categories: ['Lead', 'Won'],
      series: [{ name: 'EUR', values: [1, 2] }],
    }
    const content = await mailOfReply({ headline: 'Chart', chart }, rendering)
    const { raw } = await composeMail({
      ...content,
      messageId: 'x@us.example',
      date: new Date(0),
      from: { name: 'Us', address: 'us@us.example' },
      to: 'jo@us.example',
    })
    const wire = raw.toString()
    expect(wire).toMatch(/Content-Type: multipart\/related/)
    expect(wire).toMatch(/Content-I[dD]: <chart@daybook>/)
    expect(wire).toMatch(/Content-Disposition: inline/)
    expect(wire).toContain('cid:chart@daybook')
  })
})
