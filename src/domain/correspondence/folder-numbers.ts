/**
 * What a server says of a folder by numbers, in STATUS as in SELECT (RFC 3501 §6.3.10). `modseq` is the highest one (RFC 7162), null
 * where the server counts no changes.
 */
export type FolderNumbers = { uidValidity: bigint; uidNext: bigint; messages: number; modseq: bigint | null }

/** As of a folder's cursor: the numbers when all that the server had there was dealt with, null before the first time. */
export type SeenNumbers = {
  uidValidity: bigint
  backfillUid: bigint | null
  modseq: bigint | null
  seenUidNext: bigint | null
  seenMessages: number | null
}

/**
 * Whether a folder is as it was when all of it was dealt with. UIDNEXT moves with every message that is added (RFC 3501 §2.3.1.1)
 * and the count falls with every one that goes: the same two are the same messages, with or without MODSEQ. Pure.
 */
export const isUntouched = (seen: SeenNumbers | undefined, now: FolderNumbers): boolean =>
  seen !== undefined &&
  seen.uidValidity === now.uidValidity &&
  seen.backfillUid === null &&
  seen.seenUidNext === now.uidNext &&
  seen.seenMessages === now.messages &&
  seen.modseq === now.modseq

/**
 * Whether none of the messages went that were there when all was dealt with, given the UIDs that are above the cursor: then the
 * count is what it was and those. Numbers say nothing when messages above the seen ones were dealt with since (a sync broke off in
 * between): some of those may have gone as well. False means: compare UIDs. Pure.
 *
 * A message that came and goes between the two answers can hide one that went; the count then differs from the one that is noted,
 * and the next look finds it.
 */
export const noneWent = (
  seen: SeenNumbers & { lastUid: bigint },
  now: FolderNumbers,
  above: readonly bigint[],
): boolean =>
  seen.seenUidNext !== null &&
  seen.lastUid < seen.seenUidNext &&
  now.messages - above.filter((uid) => uid >= (seen.seenUidNext ?? 0n) && uid < now.uidNext).length ===
    seen.seenMessages
