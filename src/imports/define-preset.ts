import type { Result } from '../lib/result.js'
import type { Table } from './read-table.js'

/** What another system calls the fields of each kind; data alone, but for text that isn't CSV. One file each in `presets/`. */
export type Preset = {
  name: string
  fields: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  /** Of kinds that the system writes in a text of its own: null where the text is CSV after all. */
  texts?: Readonly<Record<string, (text: string) => Result<Table> | null>>
}

export const definePreset = (preset: Preset): Preset => preset
