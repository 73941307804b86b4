import type { AuditResult, KeptAudit } from '../../../domain/correspondence/mailbox-audit-store.js'
import { counted } from '../../../lib/counted.js'
import type { Reply, Row, Table } from '../reply.js'

/** What a comparison with the server came to, in chat and in a mail. */
export function auditReply(address: string, { state, result, problem }: KeptAudit): Reply {
  if (state === 'failed')
    return { headline: `${address} could not be compared with its server`, text: problem ?? 'Its server is away.' }
  if (result === null) return { headline: `${address} is being compared with its server` }
  const { missing, extra, unopened } = sumsOf(result)
  return {
    headline: headlineOf(address, { missing, extra, unopened }),
    table: auditTable(result),
    notes: [...reasonsOf(result), ...result.named],
    data: { mailbox: address, missing, extra, folders: result.folders },
  }
}

function headlineOf(address: string, { missing, extra, unopened }: ReturnType<typeof sumsOf>): string {
  const shut = unopened > 0 ? `; ${counted(unopened, 'folder')} would not open` : ''
  if (missing === 0 && extra === 0) return `${address}: nothing is missing, nothing is extra${shut}`
  return `${address}: ${missing} missing, ${extra} extra${shut}`
}

function sumsOf({ folders }: AuditResult) {
  const sum = (of: 'missing' | 'extra') => folders.reduce((total, folder) => total + folder[of], 0)
  return {
    missing: sum('missing'),
    extra: sum('extra'),
    unopened: folders.filter(({ problem }) => problem !== null).length,
  }
}

const FIGURES = ['server', 'stored', 'aside', 'older', 'missing', 'extra'] as const

function auditTable({ folders }: AuditResult): Table {
  const rows = folders.map(
    ({ folder, server, stored, skipped, older, missing, extra }): Row => ({
      folder,
      server,
      stored,
      aside: Object.values(skipped).reduce((sum, count) => sum + count, 0),
      older,
      missing,
      extra,
    }),
  )
  const totals = FIGURES.map((key): [string, number] => [key, rows.reduce((sum, row) => sum + Number(row[key]), 0)])
  return {
    columns: [
      { key: 'folder', label: 'Folder', type: 'text' },
      { key: 'server', label: 'On server', type: 'number' },
      { key: 'stored', label: 'Stored', type: 'number' },
      { key: 'aside', label: 'Set aside', type: 'number' },
      { key: 'older', label: 'Older', type: 'number' },
      { key: 'missing', label: 'Missing', type: 'number' },
      { key: 'extra', label: 'Extra', type: 'number' },
    ],
    rows,
    totals: { folder: 'All', ...Object.fromEntries<number>(totals) },
  }
}

/** Why mail was set aside, over all folders, and which folders stayed shut. */
function reasonsOf({ folders }: AuditResult): string[] {
  const counts = new Map<string, number>()
  for (const { skipped } of folders)
    for (const [reason, count] of Object.entries(skipped)) counts.set(reason, (counts.get(reason) ?? 0) + count)
  return [
    ...[...counts].map(([reason, count]) => `${count} set aside: ${reason}`),
    ...folders.flatMap(({ folder, problem }) => (problem === null ? [] : [`${folder}: ${problem}`])),
    ...(folders.some(({ older }) => older > 0) ? ['Older: from before the day that the mailbox is followed from'] : []),
  ]
}
