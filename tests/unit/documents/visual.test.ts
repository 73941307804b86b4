import { expect, it } from 'vitest'
import { visual } from '../../../src/documents/visual.js'

it.each([
  ['from left to right stays', 'Ελληνικά Πλοία 12', 'Ελληνικά Πλοία 12'],
  ['words from right to left are bound', 'שלום עליכם כהן', 'שלום\u00a0עליכם\u00a0כהן'],
  ['a figure after them stands on their left', 'רחוב הרצל 12', '12 רחוב\u00a0הרצל'],
  ['figures of Arabic are turned, for the shaping turns them back', 'خدمات ٢٠٢٦', 'خدمات\u00a0٦٢٠٢'],
  ['what stands around them stays in its place', 'Attn. שלום כהן Ltd', 'Attn. שלום\u00a0כהן Ltd'],
])('%s', (_, text, set) => {
  expect(visual(text)).toBe(set)
})
