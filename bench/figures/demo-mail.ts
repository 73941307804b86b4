import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Database } from '../../src/db/database.js'
import type { Scope } from '../../src/db/scope.js'
import type { DemoMail } from '../../src/demo/parts/records.js'
import { addMailbox } from '../../src/domain/correspondence/add-mailbox.js'
import { readSecretKey } from '../../src/lib/secret-box.js'
import { onDisk } from '../../src/mail/files/disk.js'
import { importMail } from '../../src/mail/import-mail.js'
import type { Stage } from '../stage.js'

/** The demo's mail, which its mail room has: filed into one mailbox that colleagues may read. */
export async function fileDemoMail(
  stage: Stage,
  db: Database,
  scope: Scope,
  mails: readonly DemoMail[],
): Promise<void> {
  const imap = 'imap://mail%40larkspur.example:none@127.0.0.1:1'
  const key = readSecretKey(stage.key)
  const mailboxId = await addMailbox(db, scope, key, { address: 'mail@larkspur.example', imap, visibility: 'full' })
  const dir = await mkdtemp(path.join(stage.dir, 'mail-'))
  try {
    const file = path.join(dir, 'demo.mbox')
    await writeFile(file, mails.map(inMbox).join('\n'))
    await importMail(
      { db, mailFiles: onDisk(dir) },
      {
        scope: { ...scope, via: 'mail' },
        mailboxId,
        paths: [file],
        mbox: 'mboxrd',
        signal: new AbortController().signal,
        onProgress: () => undefined,
      },
    )
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

function inMbox({ messageId, inReplyTo, references, from, to, subject, text, at }: DemoMail): string {
  const ids = (all: readonly string[]) => all.map((id) => (id.startsWith('<') ? id : `<${id}>`)).join(' ')
  const headers = [
    `From: ${from.name} <${from.address}>`,
    `To: ${to.name} <${to.address}>`,
    `Subject: ${subject}`,
    `Date: ${at.toUTCString()}`,
    `Message-ID: ${ids([messageId])}`,
    ...(inReplyTo === null ? [] : [`In-Reply-To: ${ids([inReplyTo])}`, `References: ${ids(references)}`]),
    'Content-Type: text/plain; charset=utf-8',
  ]
  const body = text.replace(/^(>*From )/gm, '>$1')
  return [`From ${from.address} ${at.toUTCString()}`, ...headers, '', body, ''].join('\n')
}
