/** Text as Postgres and JSON can hold it: no NUL, and no half of a surrogate pair (which no UTF-8 has). */
export const storable = (text: string): string => text.replace(/\0/g, '').replace(/\p{Cs}/gu, '\ufffd')

/** White space and line breaks become single spaces. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** At most `limit` characters (UTF-16, as Slack counts), with an ellipsis where something is missing; an emoji is never halved. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text
  const cut = text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')
  return `${cut.trimEnd()}…`
}
