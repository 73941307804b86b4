import type { Tx } from './in-workspace.js'

/** The next short references of a kind, in one statement: `CT-8`, `CT-9`, … */
export async function nextRefs(tx: Tx, kind: string, prefix: string, count: number): Promise<string[]> {
  if (count === 0) return []
  const [row] = await tx.prisma.$queryRaw<{ first: bigint }[]>`select next_ref(${kind}, ${count}::integer) as first`
  if (row === undefined) throw new Error(`next_ref('${kind}') gave no number`)
  return Array.from({ length: count }, (_, at) => `${prefix}-${row.first + BigInt(at)}`)
}
