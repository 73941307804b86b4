import type { Database } from '../db/database.js'
import type { Scope } from '../db/scope.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { type MailLink, mailPath, readMailLink } from '../domain/correspondence/mail-link.js'
import { findOpenable, type OpenedAttachment, type OpenedMail } from '../domain/correspondence/opened-mail-store.js'
import { getMembership } from '../domain/people/membership-store.js'
import type { Member } from '../domain/people/staff.js'
import { notFound } from '../lib/errors.js'
import type { SecretKey } from '../lib/secret-box.js'
import { findPart } from './attachment-part.js'
import { type MailFiles, readRaw } from './files/mail-files.js'
import { keepAttachments } from './keep-attachments.js'
import { mailPage } from './mail-page.js'
import { type MailParts, mailParts } from './mail-parts.js'
import { sanitiseHtml } from './sanitise-html.js'

type FileDeps = { db: Database; mailFiles: MailFiles }
export type OpenMailDeps = FileDeps & { key: SecretKey }

/** What the web port answers to a link: a page, or a file to be saved. */
export type OpenedLink = { page: string } | { file: Buffer; filename: string; contentType: string }

/**
 * What a signed link opens, as the member of staff whom it was made for may see it now: an altered or old link, a person who
 * left or lost the permission, and a mail that is private meanwhile are all `not_found`.
 */
export async function openMailLink(deps: OpenMailDeps, text: string): Promise<OpenedLink> {
  const link = readMailLink(deps.key, text, deps.db.clock.now())
  if (!link) throw notFound('This link is too old or was never valid. Press the button in Slack again.')
  const { mail, member, scope } = await load(deps, link)
  if (link.attachmentId !== undefined) return attachmentOf(deps, scope, mail, link.attachmentId)
  const parts = mail.raw.file === '' ? null : await mailParts(await readRaw(deps.mailFiles, link.workspaceId, mail.raw))
  return { page: pageOf(deps, link, mail, member, parts) }
}

async function load({ db }: OpenMailDeps, { workspaceId, staffId, messageId }: MailLink) {
  const scope: Scope = { workspaceId, actorId: staffId, via: 'slack' }
  return readWorkspace(db, scope, async (read) => {
    const { member } = await getMembership(read, staffId)
    const mail = member.may('mail.read') ? await findOpenable(read, messageId, staffId) : null
    if (!mail) throw notFound('This mail is not to be seen.')
    return { mail, member, scope }
  })
}

function pageOf(deps: OpenMailDeps, link: MailLink, mail: OpenedMail, member: Member, parts: MailParts | null): string {
  const now = deps.db.clock.now()
  const clean = parts?.html ? sanitiseHtml(parts.html, parts.parts) : null
  const hrefOf = (more: Partial<MailLink>) => mailPath(deps.key, { ...link, ...more }, now)
  return mailPage({
    mail,
    html: clean?.html ?? null,
    leftOut: clean?.leftOut ?? 0,
    fileLinks: new Map(parts === null ? [] : mail.attachments.map(({ id }) => [id, hrefOf({ attachmentId: id })])),
    mailLinks: mail.siblings.map((messageId, at) => ({
      number: at + 1,
      href: hrefOf({ messageId }),
      isThis: messageId === mail.id,
    })),
    timeZone: member.timeZone,
  })
}

/** Types that a browser shows without running anything in them; the rest is saved as bytes. */
const HARMLESS = /^(?:application\/pdf|image\/(?:png|jpe?g|gif|webp)|text\/(?:plain|csv)|text\/calendar)$/

export const harmlessType = (contentType: string): string =>
  HARMLESS.test(contentType) ? contentType : 'application/octet-stream'

/** An attachment as it is kept apart, or out of the raw mail, and then it is kept for the next time. */
export async function attachmentOf(deps: FileDeps, scope: Scope, mail: OpenedMail, attachmentId: string) {
  const row = mail.attachments.find(({ id }) => id === attachmentId)
  if (!row || mail.raw.file === '') throw notFound('This attachment is not kept.')
  const { contentHash } = row
  const kept = contentHash === null ? null : await deps.mailFiles.kept(scope.workspaceId).get(contentHash)
  const content = kept ?? (await outOfRaw(deps, scope, mail, row))
  return { file: content, filename: row.filename || 'attachment', contentType: harmlessType(row.contentType) }
}

async function outOfRaw(
  { db, mailFiles }: FileDeps,
  scope: Scope,
  mail: OpenedMail,
  row: OpenedAttachment,
): Promise<Buffer> {
  const { parts } = await mailParts(await readRaw(mailFiles, scope.workspaceId, mail.raw))
  const part = findPart(parts, row)
  if (!part) throw notFound('This attachment is not kept.')
  if (row.contentHash === null)
    await keepAttachments({ db, mailFiles }, scope, mail, parts).catch((error: unknown) =>
      db.log.warn({ err: error, messageId: mail.id }, 'attachments stay in the raw mail'),
    )
  return part.content
}
