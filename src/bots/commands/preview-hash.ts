import { createHash } from 'node:crypto'
import { toJson } from './args-json.js'
import type { Preview, Versions } from './define-command.js'
import type { Reply } from './reply.js'

/** A preview whose hash covers everything that the confirmer reads: were a word of it different by then, it is shown again.
 * `exact` is what stands behind a sample. */
export function previewOf(shown: Reply, confirmLabel: string, versions: Versions, exact?: readonly string[]): Preview {
  const { headline, text, fields, changes, table, sections } = shown
  const read = JSON.stringify(toJson({ headline, text, fields, changes, table, sections, confirmLabel, exact }))
  return { ...shown, confirmLabel, versions, hash: createHash('sha256').update(read).digest('hex') }
}
