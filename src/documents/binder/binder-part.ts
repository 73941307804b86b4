import type { Binder } from '../../domain/close/binder-store.js'
import type { Cell, Column, Table } from '../../lib/table.js'

/** A part of the binder: a heading, what it is about, and a table or nothing to say. */
export type BinderPart = { file: string; title: string; none: string; table: Table }

export const text = (key: string, label: string): Column => ({ key, label, type: 'text' })

export const person = (name: string | null): Cell => (name ? { person: name } : null)

/** Of each file given as evidence its name in the archive, by its id; null for one that is not kept any more. */
export type EvidenceNames = ReadonlyMap<string, string | null>

/** A task's reference as the other parts name it. */
export const refOf = (tasks: Binder['tasks'], taskId: string): string =>
  tasks.find(({ id }) => id === taskId)?.ref ?? 'task'
