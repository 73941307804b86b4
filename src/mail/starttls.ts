import type { SMTPServer } from 'smtp-server'
import type { Logger } from '../lib/logger.js'
import { type Certificate, type CertificateFiles, readCertificate, writtenAt } from './certificate.js'

/** A certificate that is read again when its files change, so that a renewed one needs no restart. */
export type Starttls = {
  certificate: Certificate
  /** Before a connection is greeted. What can't be read then leaves the one that there was. */
  refresh(server: SMTPServer): Promise<void>
}

export async function openStarttls(files: CertificateFiles, log: Logger): Promise<Starttls> {
  const certificate = await readCertificate(files)
  let seen = await writtenAt(files)
  const refresh = async (server: SMTPServer) => {
    try {
      const now = await writtenAt(files)
      if (now === seen) return
      const { cert, key, names, validUntil } = await readCertificate(files)
      server.updateSecureContext({ cert, key })
      seen = now
      log.info({ names, validUntil }, 'the drop address has a new certificate')
    } catch (error) {
      log.warn({ err: error }, 'the new certificate of the drop address was not taken')
    }
  }
  return { certificate, refresh }
}
