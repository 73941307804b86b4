import { loadDeclared } from '../../../lib/load-declared.js'
import type { Asker } from '../../commands/define-command.js'
import type { Reply, Row } from '../../commands/reply.js'

/**
 * A part of App Home: what a reading command answers to the person whose Home it is. One file each in `sections/`. It
 * appears for whom the command answers a table; a command that isn't there makes no section.
 */
export type HomeSection = {
  name: string
  title: string
  /** As it would be typed. */
  text: string
  /** The same as a question, for the agent pane; without one it is not proposed there. */
  question?: string
  /** From the top. */
  order: number
  /** Whom it concerns, of those who may give the command; left out: all of them. */
  isFor?: (asker: Asker) => boolean
  /** Whether there is anything in it to open Home for; left out: where it has rows. */
  isNews?: (reply: Reply) => boolean
  /** Rows that come first, whatever the command's order. */
  first?: (row: Row) => boolean
  /** How many rows it shows at most, where that is fewer than the others. */
  rows?: number
}

export const defineSection = (section: HomeSection): HomeSection => section

/** All of them, from the top. */
export async function loadHomeSections(): Promise<readonly HomeSection[]> {
  const sections = await loadDeclared<HomeSection>(new URL('sections/', import.meta.url))
  return sections.toSorted((a, b) => a.order - b.order)
}
