import type { Signal } from '../../../domain/signals/define-signal.js'
import { mayKnow } from '../../../domain/signals/hearer.js'
import type { Sight } from '../../../domain/signals/signal-list-store.js'
import { loadSignals } from '../../../domain/signals/signals.js'
import type { Asker } from '../define-command.js'
import { required } from '../params.js'

export const signals = await loadSignals()

/** Throws what no user can bring about: the choice is of the declared names. */
export function signalNamed(name: string): Signal {
  const signal = signals.find((each) => each.name === name)
  if (!signal) throw new Error(`no signal is called ${name}`)
  return signal
}

/** Which signals somebody may see, and on whose records. */
export const sightOf = (asker: Asker): Sight[] =>
  signals.filter((signal) => mayKnow(asker, signal)).map(({ name, needs }) => ({ name, owners: asker.owners(needs) }))

export const nameParam = required('choice', 'Signal', { target: true, choices: signals.map(({ name }) => name) })
