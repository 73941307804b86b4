import { z } from 'zod'
import { refused } from '../../lib/errors.js'

const FORMAT = 'daybook backup 1'

const named = z.object({ name: z.string(), checksum: z.string() })
const manifest = z.object({
  format: z.literal(FORMAT),
  /** The version that made it: `0.1.0`. */
  daybook: z.string(),
  madeAt: z.string(),
  /** Which key seals the passwords in it; the key itself is not in a backup. */
  key: z.string(),
  companies: z.array(z.string()),
  migrations: z.array(named),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
})

/** The last entry: what came before it. `digest`: SHA-256 (hex) over the names and bytes of all entries in their order. */
const seal = z.object({ rows: z.number(), files: z.number(), digest: z.string() })

/** The first entry of a backup. */
export type Manifest = z.infer<typeof manifest>
export type BackupSeal = z.infer<typeof seal>

export const MANIFEST = 'manifest.json'
export const SEAL = 'seal.json'

export const makeManifest = (facts: Omit<Manifest, 'format'>): Manifest => ({ format: FORMAT, ...facts })

/** Throws `refused` for what is no backup, or one of a format that this Daybook does not know. */
export function readManifest(bytes: Buffer): Manifest {
  const read = manifest.safeParse(parsed(bytes))
  if (read.success) return read.data
  throw refused('This is no backup that this Daybook reads. `daybook backup FILE` makes one.')
}

/** Throws `refused` when the end says other than what was read. */
export function proveSeal(bytes: Buffer, counted: BackupSeal): void {
  const read = seal.safeParse(parsed(bytes))
  if (read.success && read.data.digest === counted.digest && read.data.rows === counted.rows) return
  throw refused(
    'The backup is damaged: what it holds is not what was put into it. Nothing was restored. Try an earlier one.',
  )
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return null
  }
}
