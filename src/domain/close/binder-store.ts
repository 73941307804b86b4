import type { SqlScope } from '../../db/sql-workspace.js'
import { listBankAccounts } from '../banking/bank-account-store.js'
import { type Reconciliation, reconcile } from '../banking/reconciliation.js'
import { loadSides } from '../banking/reconciliation-store.js'
import { getPosition, listBalances } from '../ledger/balance-store.js'
import { type KeptDraft, listKeptDrafts } from '../ledger/draft-accrual-store.js'
import { touchesRestricted } from '../ledger/journal-list-store.js'
import type { Period } from '../ledger/period.js'
import { listPeriods } from '../ledger/period-store.js'
import { type TrialBalance, trialBalanceOf } from '../ledger/trial-balance.js'
import { listTasks, type TaskRow } from './close-store.js'
import { type Evidence, listEvidence } from './evidence-store.js'
import { type KeptExcuse, listKeptExcuses } from './excuse-store.js'
import type { FluxLine } from './flux.js'
import { type FluxComment, loadFlux } from './flux-store.js'
import { type CloseEvent, listCloseEvents } from './history-store.js'
import { periodsOfClose } from './lock-close.js'
import { listPriorItems, type PriorItem } from './prior-item-store.js'
import type { PlainTable } from './proof-json.js'
import { listSelfApproved, type SelfApproved } from './self-approved-store.js'

/** What a check said last of its task, with the proof that it kept. */
export type CheckProof = {
  taskId: string
  checkName: string
  passed: boolean
  summary: string
  proof: PlainTable
  at: Date
}

/** An entry that was recorded after the last sign-off, dated into what was signed. */
export type LaterEntry = {
  entry: string | null
  date: string
  memo: string
  recordedAt: Date
  by: string | null
  baseMinor: bigint
  /** On an account whose single postings are not for everybody: neither what for nor how much is told. */
  restricted: boolean
}

export type ReconciledAccount = Reconciliation & { name: string; currency: string }

export type Binder = {
  name: string
  company: string
  baseCurrency: string
  periods: readonly Period[]
  tasks: readonly TaskRow[]
  proofs: readonly CheckProof[]
  evidence: readonly Evidence[]
  excuses: readonly KeptExcuse[]
  /** Every account with its comparisons, and what was said of it. */
  flux: { lines: readonly FluxLine[]; comments: ReadonlyMap<string, FluxComment> }
  /** Each bank account at the end of the last day: what only the books have, and only the bank. */
  reconciled: readonly ReconciledAccount[]
  /** Costs whose amount was said for its months, and what came of them. */
  drafts: readonly KeptDraft[]
  /** What else its only person approved in these days. */
  selfApproved: readonly SelfApproved[]
  history: readonly CloseEvent[]
  later: readonly LaterEntry[]
  /** Entries after the lock, on what was signed here; and those of earlier closes that this one took up. */
  prior: { left: readonly PriorItem[]; taken: readonly PriorItem[] }
  trialBalance: TrialBalance
  sealNumber: bigint
  at: Date
}

/** All that a close is proved by, in one snapshot. */
export async function loadBinder(
  read: SqlScope,
  name: string,
  company: { name: string; baseCurrency: string },
): Promise<Binder> {
  const tasks = await listTasks(read, { month: name })
  const periods = periodsOfClose(await listPeriods(read), name)
  const { startsOn = '', endsOn = '' } = { startsOn: periods[0]?.startsOn, endsOn: periods.at(-1)?.endsOn }
  const closeId = tasks[0]?.closeId
  const ids = tasks.map(({ id }) => id)
  const { sealNumber } = await getPosition(read)
  return {
    name,
    company: company.name,
    baseCurrency: company.baseCurrency,
    periods,
    tasks,
    proofs: await listProofs(read, ids),
    evidence: await listEvidence(read, ids),
    excuses: await listKeptExcuses(read, ids),
    flux: closeId
      ? await loadFlux(read, { id: '', closeId, month: name, startsOn, endsOn, baseCurrency: company.baseCurrency })
      : { lines: [], comments: new Map() },
    reconciled: await listReconciled(read, endsOn),
    drafts: await listKeptDrafts(read, { from: startsOn.slice(0, 7), to: endsOn.slice(0, 7) }),
    selfApproved: await listSelfApproved(read, { from: startsOn, to: endsOn }),
    history: closeId ? await listCloseEvents(read, { since: new Date(0), closeId }) : [],
    later: await listLater(read, ids, startsOn, endsOn),
    prior: { left: await listPriorItems(read, ids, 'signed'), taken: await listPriorItems(read, ids, 'taken') },
    trialBalance: trialBalanceOf(await listBalances(read, endsOn)),
    sealNumber,
    at: read.now,
  }
}

async function listReconciled(read: SqlScope, endsOn: string): Promise<ReconciledAccount[]> {
  const accounts = await listBankAccounts(read)
  return Promise.all(
    accounts.map(async (account) => ({
      ...reconcile(await loadSides(read, account, endsOn)),
      name: account.name,
      currency: account.currency,
    })),
  )
}

const listProofs = ({ sql, scope }: SqlScope, taskIds: readonly string[]): Promise<CheckProof[]> => sql<CheckProof[]>`
  select distinct on (r.task_id) r.task_id::text as "taskId", r.check_name as "checkName", r.passed, r.summary, r.proof, r.at
  from check_result r where r.workspace_id = ${scope.workspaceId}::uuid and r.task_id = any(${[...taskIds]}::uuid[])
  order by r.task_id, r.at desc, r.id desc`

/** What somebody signed last is what the rest followed from, with a reviewer or without; before any sign-off nothing is late. */
const listLater = (
  { sql, scope }: SqlScope,
  taskIds: readonly string[],
  from: string,
  to: string,
): Promise<LaterEntry[]> => sql<LaterEntry[]>`
  select 'JE-' || s.number as entry, e.date::text as date, e.memo, e.recorded_at as "recordedAt", b.name as by, ${touchesRestricted({ sql })} as restricted, (
    select coalesce(sum(p.base_minor), 0)::bigint from posting p
    where p.workspace_id = e.workspace_id and p.entry_id = e.id and p.base_minor > 0) as "baseMinor"
  from journal_entry e
  left join sealed_entry s on s.workspace_id = e.workspace_id and s.entry_id = e.id
  left join staff b on b.workspace_id = e.workspace_id and b.id = e.recorded_by
  where e.workspace_id = ${scope.workspaceId}::uuid and e.date between ${from}::date and ${to}::date
    and e.recorded_at > (select max(t.done_at) from close_task t
      where t.workspace_id = ${scope.workspaceId}::uuid and t.id = any(${[...taskIds]}::uuid[])
        and t.state = 'approved' and coalesce(t.approved_by_id, t.done_by_id) is not null)
  order by e.recorded_at, e.id`
