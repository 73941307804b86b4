import type { JudgedTask } from '../../../domain/close/judge-checks.js'
import { stoodAt } from '../../../domain/close/judge-finding.js'
import type { Section } from '../reply.js'

/** More rows than this are read where they come from. */
const MOST_ROWS = 6

/** What speaks against each check that fails: its sentence, and the rows that stand. */
export const judgedSections = (judged: readonly JudgedTask[], refs: ReadonlyMap<string, string>): Section[] =>
  judged
    .filter(({ verdict }) => !verdict.passed)
    .map(({ taskId, check, finding, verdict }) => ({
      title: `${refs.get(taskId) ?? ''} ${check.title}`.trim(),
      lines: [verdict.summary],
      table: {
        columns: finding.columns,
        rows: verdict.standing.slice(0, MOST_ROWS).map(({ cells }) => cells),
        ...(verdict.standing.length > MOST_ROWS ? { more: verdict.standing.length - MOST_ROWS } : {}),
      },
    }))

/** For scripts: every check with its rows by key. */
export const judgedData = (judged: readonly JudgedTask[], refs: ReadonlyMap<string, string>) =>
  judged.map(({ taskId, check, verdict }) => ({
    task: refs.get(taskId) ?? null,
    check: check.name,
    passed: verdict.passed,
    says: verdict.summary,
    rows: verdict.standing.map((row) => ({ row: row.key, amount: stoodAt(row) || null })),
  }))
