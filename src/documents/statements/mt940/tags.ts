/** One field of a SWIFT message: `:61:…`, its text over as many lines as it has. */
export type Tag = { name: string; text: string; line: number }

/** A file's messages, each as its fields. A new one begins at :20:, at the envelope's `{4:`, or at :25: where :20: is left out. */
export function splitMessages(text: string): Tag[][] {
  const messages: Tag[][] = []
  for (const tag of tagsOf(text)) {
    const current = messages.at(-1)
    const isNew = tag.name === '20' || (tag.name === '25' && (current?.some(({ name }) => name === '25') ?? true))
    if (isNew || !current) messages.push([tag])
    else current.push(tag)
  }
  return messages.filter((tags) => tags.some(({ name }) => name === '25' || name === '25P' || name.startsWith('60')))
}

/** Lines that begin no field go on with the one before. `-` ends a message; blocks 1 to 3 and 5 are the envelope. */
function tagsOf(text: string): Tag[] {
  const tags: Tag[] = []
  let inside: Tag | null = null
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const row = raw.replace(/^\{1:.*?\{4:/, '').trimEnd()
    const begins = /^:(\d\d[A-Z]?):(.*)$/.exec(row)
    if (begins) {
      inside = { name: begins[1] ?? '', text: begins[2] ?? '', line: index + 1 }
      tags.push(inside)
    } else if (/^-(\}.*)?$/.test(row) || row.startsWith('{')) inside = null
    else if (inside && row !== '') inside.text += `\n${row}`
  }
  return tags
}
