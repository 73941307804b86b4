import type { RememberedChoice } from '../../domain/people/remembered-choice-store.js'
import type { Command, Versions } from './define-command.js'
import type { ArgsOf, Params } from './params.js'
import type { Args } from './resolve-args.js'

/** A command whose words are settled. */
export type Order = {
  command: Command
  args: ArgsOf<Params>
  /** How the words were read. */
  notes: readonly string[]
  /** What was chosen among several for reading, to be remembered. */
  chosen: readonly RememberedChoice[]
  /** What was entered, where a form gave it: who is refused, or drops the preview, gets it back. */
  entered?: Args
  /** The stored action that gave it: used up by a change, and bound to what was shown. */
  action?: {
    id: string
    purpose: 'button' | 'open-form' | 'undo' | 'confirm'
    versions: Versions
    previewHash: string | null
  }
}
