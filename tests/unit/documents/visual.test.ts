import { expect, it } from 'vitest'
import { letterFoot } from '../../../src/documents/invoice/foot.js'
import { sellerBlock } from '../../../src/documents/invoice/head.js'
import { visual, visualLines } from '../../../src/documents/visual.js'

it.each([
  ['from left to right stays', 'Ελληνικά Πλοία 12', 'Ελληνικά Πλοία 12'],
  ['words from right to left are bound', 'שלום עליכם כהן', 'שלום\u00a0עליכם\u00a0כהן'],
  ['a figure after them stands on their left', 'רחוב הרצל 12', '12 רחוב\u00a0הרצל'],
  ['figures of Arabic are turned, for the shaping turns them back', 'خدمات ٢٠٢٦', 'خدمات\u00a0٦٢٠٢'],
  ['what stands around them stays in its place', 'Attn. שלום כהן Ltd', 'Attn. שלום\u00a0כהן\u200b\u00a0Ltd'],
  ['a dot between it and what follows stays between them', 'שלום · Ltd', 'שלום\u200b\u00a0· Ltd'],
])('%s', (_, text, set) => {
  expect(visual(text)).toBe(set)
})

it('breaks a long text from right to left into lines, and leaves others to wrap', () => {
  const word = 'שלום'
  const lines = visualLines(`A note that wraps.\n${`${word} `.repeat(40).trim()}`).split('\n')
  expect(lines[0]).toBe('A note that wraps.')
  expect(lines.slice(1).every((line) => line.length <= 90)).toBe(true)
  expect(lines.slice(1).flatMap((line) => line.split('\u00a0'))).toHaveLength(40)
})

it('stands in what a seller says of itself: address and imprint', () => {
  const seller = { name: 'שלום כהן', country: 'IL', letterhead: { street: 'רחוב הרצל 12', city: 'תל אביב' } }
  const head = JSON.stringify(sellerBlock({ seller }))
  expect(head).toContain('12 רחוב\u00a0הרצל')
  expect(head).toContain('תל\u00a0אביב')
  expect(JSON.stringify(letterFoot({ seller, name: 'INV-1' }, 1, 1))).toContain('שלום\u00a0כהן')
})
