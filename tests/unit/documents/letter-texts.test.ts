import { expect, it } from 'vitest'
import { renderPdf } from '../../../src/documents/render-pdf.js'
import { reportPdf } from '../../../src/documents/report/report-pdf.js'
import { statementPdf } from '../../../src/documents/statement-pdf.js'
import { withoutEmoji } from '../../../src/documents/without-emoji.js'
import type { StatementDocument } from '../../../src/domain/billing/statement-document.js'
import type { MadeReport } from '../../../src/domain/reports/make-report.js'
import { pdfPages } from '../../support/pdf-text.js'

it.each([
  ['Launch 🚀 party', 'Launch party'],
  ['🎉 Setup', 'Setup'],
  ['Family 👨‍👩‍👧 and a thumb 👍🏽!', 'Family and a thumb!'],
  ['Flag 🇬🇧', 'Flag'],
  ['Step 1️⃣ of ✔️', 'Step 1 of ✔'],
  ['№ 7 © ★ – 1,234.50 €', '№ 7 © ★ – 1,234.50 €'],
])('%s: without what the fonts of documents lack', (text, left) => {
  expect(withoutEmoji(text)).toBe(left)
})

it('prints no box for a pictograph, wherever on a page it stands', async () => {
  const said = 'Launch 🚀 party'
  const pdf = await renderPdf({ content: [{ text: said }, said], header: () => said, footer: () => ({ text: said }) })
  const [page = ''] = pdfPages(pdf)
  expect(page.match(/Launch party/g)).toHaveLength(4)
})

const statement = (open: { ref: string; minor: bigint }[], iban?: string): StatementDocument => ({
  from: '2026-09-01',
  to: '2026-09-30',
  seller: { name: 'Lindenhof', country: 'DE', letterhead: iban ? { iban } : {} },
  buyer: { name: 'Nordwind', ref: 'CO-7', taxId: null, address: null, attention: null },
  currencies: [
    {
      currency: 'EUR',
      openingMinor: 0n,
      lines: [],
      chargedMinor: 0n,
      creditedMinor: 0n,
      closingMinor: open.reduce((sum, { minor }) => sum + minor, 0n),
      open: open.map((each) => ({ ...each, date: '2026-09-04', dueDate: '2026-10-04' })),
      buckets: { current: 0n, '1-30': 0n, '31-60': 0n, '61-90': 0n, '90+': 0n, undated: 0n },
      unappliedMinor: 0n,
      interest: [],
    },
  ] as unknown as StatementDocument['currencies'],
})

it('a statement of account says how to pay, the account in fours', async () => {
  const textOf = async (document: StatementDocument) => pdfPages(await statementPdf(document)).join('\n')
  const one = await textOf(statement([{ ref: 'INV-2026-0042', minor: 11_900n }], 'DE89370400440532013000'))
  expect(one).toMatch(/EUR 119\.00 is open\. Please pay/)
  expect(one).toMatch(/DE89 3704 0044 0532 0130 00/)
  expect(one).toMatch(/Reference INV-2026-0042/)
  const two = await textOf(
    statement(
      [
        { ref: 'INV-1', minor: 100n },
        { ref: 'INV-2', minor: 200n },
      ],
      'DE89370400440532013000',
    ),
  )
  expect(two).toMatch(/the numbers of the invoices/)
  expect(await textOf(statement([{ ref: 'INV-1', minor: 100n }]))).not.toContain('Please')
  expect(await textOf(statement([], 'DE89370400440532013000'))).not.toContain('Please')
})

it('a table of a report begins with some rows under its heads, or on the next page', async () => {
  const rows = Array.from({ length: 12 }, (_, n) => ({ row: `Row${n}.` }))
  const report = {
    name: 'test',
    title: 'Test',
    company: 'Lindenhof',
    period: 'As of today',
    standing: null,
    at: new Date(0),
    summary: '',
    asOf: '2026-11-30',
    from: null,
    to: null,
    currency: 'EUR',
    notes: [],
    explain: [],
    totals: {},
    columns: [{ key: 'row', label: 'Heads', type: 'text' as const }],
    rows,
  }
  const begun: number[] = []
  for (let lines = 44; lines < 72; lines += 1) {
    const pages = pdfPages(await reportPdf({ ...report, filters: ['line\n'.repeat(lines)] } as MadeReport))
    begun.push(pages[0]?.match(/Row\d+\./g)?.length ?? 0)
  }
  expect(begun.filter((count) => count > 0 && count < 4)).toEqual([])
  expect(begun).toContain(0)
  expect(Math.max(...begun)).toBeGreaterThan(4)
})
