import { loadDeclared } from '../lib/load-declared.js'
import type { FileKind, ImportKind } from './define-import.js'
import type { Preset } from './define-preset.js'

export const loadKinds = (): Promise<readonly (ImportKind | FileKind)[]> =>
  loadDeclared<ImportKind | FileKind>(new URL('./kinds/', import.meta.url))

export const loadPresets = (): Promise<readonly Preset[]> =>
  loadDeclared<Preset>(new URL('./presets/', import.meta.url))
