import { loadDeclared } from '../../lib/load-declared.js'
import type { Check } from './define-check.js'

/** Every check, from the files of `checks/`; adding one is adding a file there. */
export const loadChecks = (): Promise<readonly Check[]> => loadDeclared<Check>(new URL('./checks/', import.meta.url))
