import type { Tx } from './in-workspace.js'

/**
 * The workspace's next short reference of a kind, like `DEAL-12`. The counter waits for a concurrent caller and goes back
 * with its transaction; gaps are allowed (document numbers come from `number_series`).
 */
export async function nextRef(tx: Tx, kind: string, prefix: string): Promise<string> {
  const [ref] = await nextRefs(tx, kind, prefix, 1)
  if (ref === undefined) throw new Error(`next_ref('${kind}') gave no number`)
  return ref
}

/** The next references of a kind, as many as asked for, one after the other. */
export async function nextRefs(tx: Tx, kind: string, prefix: string, count: number): Promise<string[]> {
  const [row] = await tx.prisma.$queryRaw<{ first: bigint }[]>`select next_ref(${kind}, ${count}::integer) as first`
  return row ? Array.from({ length: count }, (_, at) => `${prefix}-${row.first + BigInt(at)}`) : []
}
