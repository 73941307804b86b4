import type { WrittenTask, WrittenTemplate } from '../../../domain/close/template-file.js'
import type { Change, Table } from '../reply.js'

export const templateTable = ({ tasks }: WrittenTemplate): Table => ({
  columns: [
    { key: 'key', label: 'Key', type: 'text' },
    { key: 'title', label: 'What', type: 'text' },
    { key: 'due', label: 'Due', type: 'text' },
    { key: 'owner', label: 'Owner', type: 'text' },
    { key: 'reviewer', label: 'Reviewer', type: 'text' },
    { key: 'after', label: 'After', type: 'text' },
    { key: 'proof', label: 'Proved by', type: 'text' },
    { key: 'covers', label: 'Covers', type: 'text' },
  ],
  rows: tasks.map(({ key, title, due, owner, reviewer, after, check, evidence, accounts }) => ({
    key,
    title,
    due,
    owner,
    reviewer: reviewer ?? null,
    after: after && after.length > 0 ? after.join(', ') : null,
    proof: check ?? (evidence ? 'evidence' : null),
    covers: accounts?.join(', ') ?? null,
  })),
})

/** What differs between two states of a template, task by task. */
export function templateChanges(before: WrittenTemplate, after: WrittenTemplate): Change[] {
  const keys = [...new Set([...before.tasks, ...after.tasks].map(({ key }) => key))]
  return keys.flatMap((key) => {
    const was = wordsOf(before.tasks.find((task) => task.key === key))
    const is = wordsOf(after.tasks.find((task) => task.key === key))
    return was === is ? [] : [{ label: key, before: was, after: is }]
  })
}

function wordsOf(task: WrittenTask | undefined): string | null {
  if (!task) return null
  const { title, due, owner, reviewer, after = [], check, evidence, accounts = [], tolerance, quiet } = task
  return [
    title,
    due,
    owner,
    reviewer && `reviewed by ${reviewer}`,
    after.length > 0 && `after ${after.join(', ')}`,
    check && `proved by ${check}`,
    evidence && 'with evidence',
    accounts.length > 0 && `covers ${accounts.join(', ')}`,
    tolerance !== undefined && `tolerates ${tolerance}`,
    quiet !== undefined && `after ${quiet} quiet minutes`,
  ]
    .filter(Boolean)
    .join('; ')
}
