import { v7 } from 'uuid'

/** The one id source: UUIDv7 (RFC 9562), so ids sort by the time they were made. Tests inject a seeded one. */
export type Ids = { next(): string }

export const randomIds: Ids = { next: () => v7() }
