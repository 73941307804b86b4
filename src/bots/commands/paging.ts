import { tableCsv } from '../../documents/table-csv.js'
import { optional } from './params.js'
import type { Action, Reply } from './reply.js'

/** Which rows of a list are shown: `limit` from `offset` on, of page `number`. */
export type Page = { number: number; limit: number; offset: number }

/** Page 1 unless another is asked for. */
export function pageOf(number: number | undefined, limit: number): Page {
  const page = Math.max(1, number ?? 1)
  return { number: page, limit, offset: (page - 1) * limit }
}

/** What a list takes beside its own words: which page, or all of it as a file. */
export const PAGE_PARAMS = { page: optional('integer', 'Page'), file: optional('flag', 'All as a file') }

/** More than anybody reads, and few enough to be had at once. */
const FILE_ROWS = 10_000

/** What is to be read of a list that may be asked for as a file. */
export const pageAsked = (
  { page, file }: { page?: number | undefined; file?: boolean | undefined },
  limit: number,
): Page => (file ? { number: 1, limit: FILE_ROWS, offset: 0 } : pageOf(page, limit))

/** The answer of a list: its table as a file where that was asked for. */
export function listReply(reply: Reply, { file }: { file?: boolean | undefined }, name: string): Reply {
  const { table, actions: _, ...said } = reply
  if (!file || !table) return reply
  const bytes = new TextEncoder().encode(tableCsv(table))
  return {
    ...said,
    files: [{ name: `${name}.csv`, contentType: 'text/csv', bytes, title: said.headline }],
    notes: [...(said.notes ?? []), ...(table.more ? [`The file has the first ${FILE_ROWS} of them.`] : [])],
  }
}

/** Buttons to the pages around this one; none where everything is shown. */
export function pageButtons(
  command: string,
  args: Readonly<Record<string, unknown>>,
  { number, limit }: Page,
  total: number,
): Action[] {
  const pages = Math.ceil(total / limit)
  const to = (page: number, label: string): Action => ({ label, do: { command, args: { ...args, page } } })
  return [
    ...(number > 1 && pages > 1 ? [to(Math.min(number - 1, pages), 'Previous')] : []),
    ...(number < pages ? [to(number + 1, `Next ${Math.min(limit, total - number * limit)}`)] : []),
  ]
}

/** The same, and all of them as a file where there is more than one page. */
export function listButtons(
  command: string,
  args: Readonly<Record<string, unknown>>,
  page: Page,
  total: number,
): Action[] {
  const { page: _, ...asked } = args
  const file: Action = { label: 'All as a file', do: { command, args: { ...asked, file: true } } }
  return [...pageButtons(command, args, page, total), ...(total > page.limit ? [file] : [])]
}
