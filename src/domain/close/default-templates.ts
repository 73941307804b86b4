import type { CloseKind } from './close-span.js'
import { MONTH_TEMPLATE } from './month-template.js'
import { QUARTER_TEMPLATE } from './quarter-template.js'
import type { CloseTemplate } from './template.js'
import { YEAR_TEMPLATE } from './year-template.js'

/** What a company begins with; from then on they are its own. */
export const DEFAULT_TEMPLATES: Record<CloseKind, CloseTemplate> = {
  month: MONTH_TEMPLATE,
  quarter: QUARTER_TEMPLATE,
  year: YEAR_TEMPLATE,
}
