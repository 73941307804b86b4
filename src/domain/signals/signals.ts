import { loadDeclared } from '../../lib/load-declared.js'
import type { Signal } from './define-signal.js'

/** Every signal, from the files of `kinds/`; adding one is adding a file there. */
export const loadSignals = (): Promise<readonly Signal[]> => loadDeclared<Signal>(new URL('./kinds/', import.meta.url))
