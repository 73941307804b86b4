/** Slack's three reserved characters (docs: "Formatting text"): record names may hold them, our own markup may not be hurt. */
export const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** Shortens to Slack's limit with an ellipsis, on whole code points (an emoji is never halved). */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text
  let cut = text.slice(0, limit - 1)
  if (/[\uD800-\uDBFF]$/.test(cut)) cut = cut.slice(0, -1)
  return `${cut}…`
}
