import { describe, expect, it } from 'vitest'
import { chartFor } from '../../../src/domain/ledger/chart.js'

describe.each(['US', 'DE', 'FR', 'GB', 'NL'])('the chart of accounts for %s', (country) => {
  const chart = chartFor(country)

  it('has each code and each purpose once', () => {
    expect(new Set(chart.map(({ code }) => code)).size).toBe(chart.length)
    expect(new Set(chart.map(({ purpose }) => purpose)).size).toBe(chart.length)
  })

  it('serves every purpose that another country’s chart serves', () => {
    expect(chart.map(({ purpose }) => purpose).sort()).toEqual(
      chartFor('NL')
        .map(({ purpose }) => purpose)
        .sort(),
    )
  })

  it('controls receivables and payables, and nothing else', () => {
    expect(chart.filter(({ control }) => control).map(({ control, kind }) => [control, kind])).toEqual([
      ['receivable', 'asset'],
      ['payable', 'liability'],
    ])
  })
})
