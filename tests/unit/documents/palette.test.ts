import { describe, expect, it } from 'vitest'
import { PALETTE } from '../../../src/documents/chart/theme.js'

/** Linear RGB as who lacks one kind of cones sees it: Machado, Oliveira, Fernandes 2009, table 1, severity 1.0. */
const SIGHTS: Readonly<Record<string, readonly (readonly number[])[]>> = {
  'all three kinds of cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** CIE 1976: 2.3 is what can just be seen side by side; patches apart from each other, as in a legend, need several times that. */
const APART = 15

type Three = readonly number[]
const times = (matrix: readonly Three[], by: Three): number[] =>
  matrix.map((row) => row.reduce((sum, each, n) => sum + each * (by[n] ?? 0), 0))

/** IEC 61966-2-1. */
const linear = (hex: string): number[] =>
  [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))

const TO_XYZ = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
]
const WHITE = [0.95047, 1, 1.08883]

/** CIE L*a*b* of linear RGB under D65. */
function lab(rgb: Three): number[] {
  const seen = rgb.map((c) => Math.min(1, Math.max(0, c)))
  const [x = 0, y = 0, z = 0] = times(TO_XYZ, seen)
    .map((each, n) => each / (WHITE[n] ?? 1))
    .map((t) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116))
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

const distance = (a: Three, b: Three): number => Math.hypot(...a.map((each, n) => each - (b[n] ?? 0)))

describe.each(Object.entries(SIGHTS))('to eyes with %s', (_, matrix) => {
  const seen = (hex: string) => lab(times(matrix, linear(hex)))
  const tooNear = (colours: readonly string[]) =>
    colours.flatMap((one, n) =>
      colours
        .slice(n + 1)
        .filter((other) => distance(seen(one), seen(other)) < APART)
        .map((other) => `${one} ${other}`),
    )

  it('every two colours of charts are apart, and each from the paper', () => {
    expect(tooNear([...PALETTE, '#ffffff'])).toEqual([])
  })
})

it('finds colours near that some eyes mix up', () => {
  const apart = (sight: string) =>
    distance(
      ...(['#94a3b8', '#cc79a7'].map((hex) => lab(times(SIGHTS[sight] ?? [], linear(hex)))) as unknown as [
        Three,
        Three,
      ]),
    )
  expect(apart('deuteranopia')).toBeLessThan(APART)
  expect(apart('all three kinds of cones')).toBeGreaterThan(2 * APART)
})

it('has a colour for as many series as a chart may have', () => {
  expect(new Set(PALETTE).size).toBe(7)
})
