/** The trailing block of `>` lines with the "On … wrote:" over it; quotes in the middle of a text stay. */
export function splitQuoted(text: string): { own: string; quoted: string } {
  const lines = text.trimEnd().split('\n')
  let at = lines.length
  while (at > 0 && /^(>|\s*$)/.test(lines[at - 1] ?? '')) at -= 1
  const hasQuotes = lines.slice(at).some((line) => line.startsWith('>'))
  if (!hasQuotes || at === 0) return { own: text.trimEnd(), quoted: '' }
  if (/:\s*$/.test(lines[at - 1] ?? '')) at -= 1
  return { own: lines.slice(0, at).join('\n').trimEnd(), quoted: lines.slice(at).join('\n').trim() }
}
