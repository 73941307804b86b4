/** A line of a document that was made elsewhere, and the code that its file names, if it names one. */
export type TakenLine = { netMinor: bigint; taxMinor: bigint; taxCode?: string | null }

/** A tax code by what a document charges under it: nothing, where we assess the tax ourselves. */
type ChargedCode = { code: string; ratePpm: number; charge: (netMinor: bigint) => bigint }

/**
 * The codes under which lines were charged, as far as their taxes tell: a line's is within a cent of the code's tax on its net (it may be
 * a share of the document's), and all lines under a code come to it exactly. `usual` goes first where several fit; without tax it is the
 * only one, for codes without tax are told apart by what is sold and where, which nobody wrote down. Null: none fits.
 */
export function fittingCodes<Code extends ChargedCode>(
  lines: readonly TakenLine[],
  codes: readonly Code[],
  usual: string,
): (Code | null)[] {
  const found = lines.map((line) => codeOf(line, codes, usual))
  const isExact = (code: Code) => {
    const own = lines.filter((_, i) => found[i] === code)
    return code.charge(sum(own, 'netMinor')) === sum(own, 'taxMinor')
  }
  return found.map((code, i) => (code && (lines[i]?.taxCode || isExact(code)) ? code : null))
}

function codeOf<Code extends ChargedCode>(line: TakenLine, codes: readonly Code[], usual: string): Code | null {
  const named = line.taxCode && codes.find(({ code }) => code.toLowerCase() === line.taxCode?.trim().toLowerCase())
  if (named) return named
  const fits = codes.filter(({ charge }) => abs(charge(line.netMinor) - line.taxMinor) <= 1n)
  const first = fits.find(({ code }) => code === usual)
  if (first) return first
  const [only, second] = fits
  return only && !second && line.taxMinor !== 0n ? only : null
}

const abs = (minor: bigint): bigint => (minor < 0n ? -minor : minor)

const sum = (lines: readonly TakenLine[], which: 'netMinor' | 'taxMinor'): bigint =>
  lines.reduce((total, line) => total + line[which], 0n)
