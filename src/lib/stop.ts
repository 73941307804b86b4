/** Ends something that was started. */
export type Stop = () => Promise<void>

/** Stops in reverse order; one that fails does not keep the others running. */
export async function stopAll(stops: readonly Stop[]): Promise<void> {
  const failures: unknown[] = []
  for (const stop of stops.toReversed()) await stop().catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, 'not everything stopped cleanly')
}
