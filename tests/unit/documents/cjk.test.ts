import { describe, expect, it } from 'vitest'
import { cjkFonts } from '../../../src/documents/cjk/cjk-fonts.js'
import { familiesFor, hasCjk } from '../../../src/documents/cjk/script.js'
import { setRuns, textsIn } from '../../../src/documents/cjk/set-runs.js'
import { renderPdf } from '../../../src/documents/render-pdf.js'

describe('whose letters', () => {
  it.each([
    ['深圳市', '', 'sc'],
    ['三菱商事', 'ありがとう', 'jp'],
    ['みどり製作所', '', 'jp'],
    ['주식회사 한빛', 'ありがとう', 'kr'],
  ])('%s beside “%s” is first asked of %s', (text, document, family) => {
    expect(familiesFor(text, document)[0]).toBe(family)
  })

  it('leaves what our own font has: Greek, Arabic, figures', () => {
    expect(['Ελλάδα', 'خدمات', 'Œuvre № 7 — €'].filter(hasCjk)).toEqual([])
  })
})

it('sets each letter in a font that has it, a name in one family', async () => {
  const { fonts, files, fontOf } = await cjkFonts(['深圳市华为', '株式会社みどり'])
  for (const letter of '深圳市华为') expect(fontOf(letter, '深圳市华为')).toMatch(/^Noto Sans sc /)
  for (const letter of '株式会社みどり') expect(fontOf(letter, '株式会社みどり')).toMatch(/^Noto Sans jp /)
  expect(fontOf('A', '深圳A')).toBeNull()
  expect(files.size).toBe(2 * Object.keys(fonts).length)
  expect(Math.max(...[...files.values()].map(({ length }) => length))).toBeLessThan(10_000)
})

it('sets the words of a definition, and nothing else of it', () => {
  const node = { id: '深', table: { widths: ['*'], body: [['A 深', { text: '圳', bold: true }]] } }
  expect(setRuns(node, (letter) => (hasCjk(letter) ? 'F' : null))).toEqual({
    id: '深',
    table: {
      widths: ['*'],
      body: [
        [{ text: [{ text: 'A ' }, { text: '深', font: 'F' }] }, { text: [{ text: '圳', font: 'F' }], bold: true }],
      ],
    },
  })
  expect(textsIn(node)).toEqual(['A 深', '圳'])
})

it('renders two documents at once, with letters no font has left as they are', async () => {
  const make = (text: string) => renderPdf({ content: [text], header: () => text, footer: (page) => `${page} ${text}` })
  const [one, two] = await Promise.all([make('한빛 \u{2ebf0}'), make('王小明')])
  for (const pdf of [one, two]) expect(Buffer.from(pdf).toString('latin1')).toContain('NotoSans')
})
