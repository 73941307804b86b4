/**
 * How deep multiparts lie within each other, at most: open boundaries at any line. Counts every `boundary=` wherever it
 * stands, so it may say too much for a text about MIME, never too little. Linear in the number of lines.
 */
export function mimeDepth(bytes: Buffer, atLeast: number): number {
  if (!declaresMoreThan(bytes, atLeast)) return 0
  const text = bytes.toString('latin1')
  const declared = new Set<string>()
  for (const match of text.matchAll(/boundary\s*=\s*(?:"([^"\r\n]+)"|([^\s;"]+))/gi))
    declared.add(match[1] ?? match[2] ?? '')
  const open: string[] = []
  let deepest = 0
  for (const [, line = ''] of text.matchAll(/^--([^\r\n]+)/gm)) {
    const name = line.trimEnd()
    const closes = !declared.has(name) && name.endsWith('--')
    const boundary = closes ? name.slice(0, -2) : name
    if (!declared.has(boundary)) continue
    const at = open.indexOf(boundary)
    if (at >= 0) open.length = closes ? at : at + 1
    else if (!closes) open.push(boundary)
    deepest = Math.max(deepest, open.length)
  }
  return deepest
}

/** Ordinary mail declares a handful and is not looked at further. */
function declaresMoreThan(bytes: Buffer, count: number): boolean {
  let found = 0
  for (const spelling of ['boundary', 'Boundary', 'BOUNDARY'])
    for (let at = bytes.indexOf(spelling); at >= 0 && found <= count; at = bytes.indexOf(spelling, at + 8)) found += 1
  return found > count
}
