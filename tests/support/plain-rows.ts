/** CSV read letter by letter, with nothing of ours: what an import is compared with. */
export function plainRows(text: string): Record<string, string>[] {
  const rows: string[][] = [['']]
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    const row = rows.at(-1) ?? []
    if (letter === '"' && isQuoted && text[at + 1] === '"') {
      row[row.length - 1] += '"'
      at += 1
    } else if (letter === '"') isQuoted = !isQuoted
    else if (letter === ',' && !isQuoted) row.push('')
    else if (letter === '\n' && !isQuoted) rows.push([''])
    else if (letter !== '\r' || isQuoted) row[row.length - 1] += letter
  }
  const [headings = [], ...bodies] = rows.filter((cells) => cells.join('') !== '')
  return bodies.map((cells) => Object.fromEntries(headings.map((heading, at) => [heading, cells[at] ?? ''])))
}
