import { X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { invalid } from '../lib/errors.js'

/** Where the certificate chain and its private key are, both PEM. */
export type CertificateFiles = { certFile: string; keyFile: string }

export type Certificate = { cert: Buffer; key: Buffer; names: string; validUntil: Date }

/** Reads a certificate and its key and sees that they belong together. Throws `invalid` with the file and what to do. */
export async function readCertificate({ certFile, keyFile }: CertificateFiles): Promise<Certificate> {
  const [cert, key] = await Promise.all([contentOf(certFile, 'DROP_TLS_CERT'), contentOf(keyFile, 'DROP_TLS_KEY')])
  try {
    createSecureContext({ cert, key })
    const { subject, subjectAltName, validTo } = new X509Certificate(cert)
    const names = (subjectAltName ?? subject).replaceAll('DNS:', '').replaceAll('\n', ', ')
    return { cert, key, names, validUntil: new Date(validTo) }
  } catch (error) {
    throw invalid(
      `The certificate ${certFile} can't be used with the key ${keyFile} (${(error as Error).message}). Both should be PEM, the chain with the server's own certificate first.`,
    )
  }
}

const contentOf = (file: string, variable: string): Promise<Buffer> =>
  readFile(file).catch((error: Error) => {
    throw invalid(`${variable} can't be read: ${error.message}. It is the path of a PEM file that this user may read.`)
  })

/** When the files were written last, as one text: another text, another certificate (an ACME client renewed it). */
export async function writtenAt({ certFile, keyFile }: CertificateFiles): Promise<string> {
  const times = await Promise.all([certFile, keyFile].map(async (file) => (await stat(file)).mtimeMs))
  return times.join()
}
