import type { BankLine } from './line-store.js'
import type { MatchBook } from './match-book.js'
import { claims, type Proposal } from './proposal.js'
import { proposeMatch } from './propose-match.js'

/**
 * The lines that can be matched without asking: one proposal that is certain, and no other line with a claim to the same (a guess by
 * the amount alone is none). All are
 * looked at before any is taken, so that the order of lines decides nothing.
 */
export function certainMatches(lines: readonly BankLine[], book: MatchBook): { line: BankLine; proposal: Proposal }[] {
  const all = lines.map((line) => ({ line, proposals: proposeMatch(line, book) }))
  const claimed = new Map<string, number>()
  for (const { proposals } of all)
    for (const claim of new Set(proposals.filter(({ by }) => by !== 'guess').flatMap(claims)))
      claimed.set(claim, (claimed.get(claim) ?? 0) + 1)
  return all.flatMap(({ line, proposals }) => {
    const [only, second] = proposals
    if (!only?.certain || second) return []
    // A document that the line names is its own, whatever amounts would also fit it.
    const contested = only.by !== 'reference' && claims(only).some((claim) => (claimed.get(claim) ?? 0) > 1)
    return contested || rivals(only, line, all) ? [] : [{ line, proposal: only }]
  })
}

/** Lines that name the same documents, and together bring more than is open: which one is meant is for people to say. */
function rivals(
  proposal: Proposal,
  line: BankLine,
  all: readonly { line: BankLine; proposals: readonly Proposal[] }[],
): boolean {
  if (proposal.by !== 'reference' || proposal.does.kind !== 'settle') return false
  const wanted = claims(proposal)
  const others = all.filter(
    (other) =>
      other.line.id !== line.id &&
      other.proposals.some((each) => each.by === 'reference' && claims(each).some((claim) => wanted.includes(claim))),
  )
  const open = proposal.does.items.reduce((sum, { openMinor }) => sum + openMinor, 0n)
  const brought = [line, ...others.map((other) => other.line)].reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
  return others.length > 0 && (brought < 0n ? -brought : brought) > open
}
