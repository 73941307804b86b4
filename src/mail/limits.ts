/**
 * Every limit on what a mail may make us do, with its reason. A message beyond one is set aside with the raw bytes it
 * came with (or, above the size limit, with its place on the server), never silently shortened into something else.
 */
export const limits = {
  /** Gmail and Exchange Online take up to 50 MB and 150 MB in; what is larger is no letter, and one must fit in memory. */
  messageBytes: 64 * 1024 * 1024,
  /** One to the drop address: files of 25 MB, which is what Gmail and Outlook send, are 34 MB as mail. */
  dropBytes: 40 * 1024 * 1024,
  /** Of all that are being handed over at once; what is more comes again. Whoever knows the address can send there. */
  dropHeldBytes: 128 * 1024 * 1024,
  /** Header block of one part. Long relay chains and ARC seals stay below 64 KB; 1,000 recipients in To below 100 KB. */
  headerBytes: 512 * 1024,
  /** MIME parts. Digests of mailing lists reach 200; a bomb has as many as fit. */
  parts: 1000,
  /** Multiparts within multiparts. Real mail stays below 10; splitting costs lines × depth. */
  depth: 50,
  /** HTML is turned to text up to here; newsletters are below 0.5 MB, and conversion costs several times the size. */
  htmlChars: 2_000_000,
  /** Text kept for search and show: a novel. Postgres ends a tsvector at 1 MB. */
  textChars: 500_000,
  /** Of a subject: a line of RFC 5322 §2.1.1 ends at 998. */
  subjectChars: 998,
  /** Participants of one message; what a To header of 512 KB can hold many times over. */
  participants: 1000,
  /** An attachment that is kept apart. Gmail and Outlook send files up to 25 MB; a larger one opens out of the raw mail. */
  attachmentBytes: 32 * 1024 * 1024,
  /** Of one message. People attach dozens; digests and photo dumps have hundreds that nobody opens. */
  attachmentsKept: 100,
  /** One batch of a sync: its raw bytes are held in memory three times (one is stored, the next read, the third fetched). */
  batchBytes: 16 * 1024 * 1024,
  batchMessages: 200,
  /** Fetched before its exact size is known; `fetchMessages` of them are half of `batchBytes`. Nine of ten mails are smaller. */
  smallBytes: 16 * 1024,
  /** Messages that a sync asks for at once: a server answers long lists faster, and their bytes are bounded above. */
  fetchMessages: 500,
} as const
