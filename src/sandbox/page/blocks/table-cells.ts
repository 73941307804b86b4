import type * as slack from '@slack/types'

type Cell = slack.DataTableBlock['rows'][number][number]

/** The words of a cell without their markup. */
export function textOfCell(cell: Cell | undefined): string {
  if (!cell) return ''
  if (cell.type !== 'rich_text') return cell.text
  return cell.elements.map(textOfPart).join('')
}

function textOfPart(part: { elements?: unknown; text?: unknown }): string {
  const own = typeof part.text === 'string' ? part.text : ''
  const children = Array.isArray(part.elements) ? part.elements : []
  return own + children.map((child) => textOfPart(child as { elements?: unknown; text?: unknown })).join('')
}

/** `1,250.00`, `-3 %`, `(56.10)`, `EUR 20`, `€ 1.5m`; an empty cell or a dash doesn't make a column of words. */
const numberLike = /^(?:[A-Z]{3}\s|[-−+(]|\p{Sc}|\s)*\d[\d.,'’\s]*(?:[kmb]|%|\)|\s|\p{Sc}|[A-Z]{3}$)*$/u

export function isNumeric(cell: Cell | undefined): boolean {
  if (!cell || cell.type === 'raw_number') return true
  const text = textOfCell(cell).trim()
  return text === '' || text === '–' || text === '—' || text === '-' || (numberLike.test(text) && !isDate(text))
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}(-\d{2})?$/.test(text)
}
