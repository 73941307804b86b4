import type { Database } from '../db/database.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { type MailLink, mailPath, readMailLink } from '../domain/correspondence/mail-link.js'
import { findOpenable, type OpenedMail } from '../domain/correspondence/opened-mail-store.js'
import { getMembership } from '../domain/people/membership-store.js'
import type { Member } from '../domain/people/staff.js'
import { notFound } from '../lib/errors.js'
import type { SecretKey } from '../lib/secret-box.js'
import { mailPage } from './mail-page.js'
import { type MailParts, mailParts } from './mail-parts.js'
import { readRaw } from './raw-pack.js'
import { sanitiseHtml } from './sanitise-html.js'

export type OpenMailDeps = { db: Database; key: SecretKey; rawDir: string }

/** What the web port answers to a link: a page, or a file to be saved. */
export type OpenedLink = { page: string } | { file: Buffer; filename: string; contentType: string }

/**
 * What a signed link opens, as the member of staff whom it was made for may see it now: an altered or old link, a person who
 * left or lost the permission, and a mail that is private meanwhile are all `not_found`.
 */
export async function openMailLink(deps: OpenMailDeps, text: string): Promise<OpenedLink> {
  const link = readMailLink(deps.key, text, deps.db.clock.now())
  if (!link) throw notFound('This link is too old or was never valid. Press the button in Slack again.')
  const { mail, member } = await load(deps, link)
  const parts = mail.raw.file === '' ? null : await mailParts(await readRaw(deps.rawDir, link.workspaceId, mail.raw))
  return link.attachmentId === undefined
    ? { page: pageOf(deps, link, mail, member, parts) }
    : fileOf(mail, link.attachmentId, parts)
}

async function load({ db }: OpenMailDeps, { workspaceId, staffId, messageId }: MailLink) {
  return readWorkspace(db, { workspaceId, actorId: staffId, via: 'slack' }, async (read) => {
    const { member } = await getMembership(read, staffId)
    const mail = member.may('mail.read') ? await findOpenable(read, messageId, staffId) : null
    if (!mail) throw notFound('This mail is not to be seen.')
    return { mail, member }
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

function fileOf(mail: OpenedMail, attachmentId: string, parts: MailParts | null): OpenedLink {
  const row = mail.attachments.find(({ id }) => id === attachmentId)
  const part =
    row &&
    (parts?.parts.find(({ partPath, filename }) => partPath === row.partPath && filename === row.filename) ??
      parts?.parts.find(({ filename, content }) => filename === row.filename && content.length === row.sizeBytes) ??
      parts?.parts.find(({ partPath }) => partPath === row.partPath))
  if (!row || !part) throw notFound('This attachment is not kept.')
  const contentType = HARMLESS.test(part.contentType) ? part.contentType : 'application/octet-stream'
  return { file: part.content, filename: row.filename || 'attachment', contentType }
}
