import type { CloseKind } from './close-span.js'
import type { TemplateTask } from './close-task.js'

/** What a close is laid out from. */
export type CloseTemplate = { name: string; kind: CloseKind; tasks: readonly TemplateTask[] }
