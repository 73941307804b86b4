const logs = new Map<string, Set<() => void>>()

/** Where words go: a conversation, or one of its threads. */
export const placeOf = (channel: string, threadTs?: string): string => `${channel} ${threadTs ?? ''}`

/** One has just said something there: its log goes to the end, where the answer comes. */
export function tellSaid(place: string): void {
  for (const toEnd of logs.get(place) ?? []) toEnd()
}

/** Until the function that it answers is called. */
export function onSaid(place: string, toEnd: () => void): () => void {
  const there = logs.get(place) ?? new Set()
  logs.set(place, there.add(toEnd))
  return () => void there.delete(toEnd)
}
