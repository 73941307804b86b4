import type { Action } from './reply.js'

/** Which rows of a list are shown: `limit` from `offset` on, of page `number`. */
export type Page = { number: number; limit: number; offset: number }

/** Page 1 unless another is asked for. */
export function pageOf(number: number | undefined, limit: number): Page {
  const page = Math.max(1, number ?? 1)
  return { number: page, limit, offset: (page - 1) * limit }
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
