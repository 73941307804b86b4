import type { Catalog } from '../commands/define-command.js'
import type { Action } from '../commands/reply.js'
import { asTyped } from '../commands/words.js'

/** A button of a mail: `typed` is what a press writes into the answer; without it the link opens something else. */
export type MailButton = { label: string; href: string; typed?: string; primary?: boolean }

/** Where the answers of a mail go, and what they are called. */
export type Answering = { address: string; subject: string }

/**
 * The buttons that a mail can have: answers that are written already (RFC 6068), and links. A form can't be opened from a mail,
 * so what only opens one is left out: the reply's text says how the command is typed.
 */
export function mailButtons(actions: readonly Action[], catalog: Catalog, answering: Answering | null): MailButton[] {
  return actions.flatMap((action): MailButton[] => {
    const look = { label: action.label, ...(action.style === 'primary' && { primary: true }) }
    if ('url' in action.do) return [{ ...look, href: action.do.url }]
    const typed = typedOf(action, catalog)
    if (typed === undefined || answering === null) return []
    return [{ ...look, typed, href: mailto(answering, typed) }]
  })
}

function typedOf(action: Action, catalog: Catalog): string | undefined {
  if (action.typed !== undefined) return action.typed
  if (!('command' in action.do)) return undefined
  const command = catalog.commands.get(action.do.command)
  return command && asTyped(command, action.do.args)
}

const mailto = ({ address, subject }: Answering, body: string): string =>
  `mailto:${address}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`
