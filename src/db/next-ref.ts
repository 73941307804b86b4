import type { Tx } from './in-workspace.js'

/**
 * The workspace's next short reference of a kind, like `DEAL-12`. The counter waits for a concurrent caller and goes back
 * with its transaction; gaps are allowed (document numbers come from `number_series`).
 */
export async function nextRef(tx: Tx, kind: string, prefix: string): Promise<string> {
  const [row] = await tx.prisma.$queryRaw<{ first: bigint }[]>`select next_ref(${kind}, 1) as first`
  if (row === undefined) throw new Error(`next_ref('${kind}') gave no number`)
  return `${prefix}-${row.first}`
}
