import type { Tx } from '../db/in-workspace.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { addAnswerEvidence } from '../domain/close/add-evidence.js'
import type { NewEvidence } from '../domain/close/evidence-store.js'
import { listMailFiles } from '../domain/correspondence/mail-answer-store.js'
import type { StoredMail } from '../domain/correspondence/message-store.js'
import { clip } from '../lib/text.js'
import { keepAttachments } from '../mail/keep-attachments.js'
import { mailParts } from '../mail/mail-parts.js'
import type { JobContext } from './define-job.js'

/**
 * The files of a mail as evidence, each kept by its SHA-256: they stay where the mail may go. What is too large to be kept is in the
 * mail alone, so the mail is the evidence then.
 */
export async function mailEvidence(context: JobContext, mail: StoredMail, bytes: Buffer): Promise<NewEvidence[]> {
  const { db, scope, services } = context
  const list = () => readWorkspace(db, scope, (read) => listMailFiles(read, mail.id))
  if ((await list()).length === 0) return []
  await keepAttachments({ db, mailFiles: services.mailFiles }, scope, mail, (await mailParts(bytes)).parts)
  const files = await list()
  const large = files.filter(({ contentHash }) => contentHash === null).map(({ filename }) => filename)
  return [
    ...files.flatMap(({ filename, contentType, sizeBytes, contentHash }): NewEvidence[] =>
      contentHash === null
        ? []
        : [{ kind: 'file', title: filename, contentType, sizeBytes, contentHash, messageId: mail.id }],
    ),
    ...(large.length > 0
      ? [{ kind: 'mail' as const, title: clip(`By mail: ${large.join(', ')}`, 200), messageId: mail.id }]
      : []),
  ]
}

/** Notes them on a task that its sender was asked about. */
export async function addMailEvidence(tx: Tx, taskId: string, evidence: readonly NewEvidence[]): Promise<void> {
  for (const piece of evidence) await addAnswerEvidence(tx, taskId, piece)
}
