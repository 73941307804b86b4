/** What a list is changed by: `berlin, -old` adds one and takes another away. */
export type Edits = { add: readonly string[]; drop: readonly string[] }

/** Reads a comma-separated list of what is to be added and, behind a minus, taken away. */
export function readEdits(text: string): Edits {
  const parts = text
    .split(/[,;\n]/)
    .map((part) => part.trim().replace(/^\+\s*/, ''))
    .filter(Boolean)
  return {
    add: parts.filter((part) => !part.startsWith('-')),
    drop: parts.filter((part) => part.startsWith('-')).map((part) => part.replace(/^-\s*/, '')),
  }
}

/** The list after its edits, each once, in the order of arrival. */
export const edited = (before: readonly string[], { add, drop }: Edits): string[] => [
  ...new Set([...before.filter((each) => !drop.includes(each)), ...add]),
]
