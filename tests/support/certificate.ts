import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'

const run = promisify(execFile)

export type TestCertificate = {
  certFile: string
  keyFile: string
  /** Puts another pair in the place of the files, as an ACME client does. */
  renew(name: string, days?: number): Promise<void>
}

/** A certificate that signs itself, for a host name and so many days (by openssl). */
export async function testCertificate(name: string, days = 90): Promise<TestCertificate> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'daybook-tls-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  const [certFile, keyFile] = [path.join(dir, 'cert.pem'), path.join(dir, 'key.pem')]
  const renew: TestCertificate['renew'] = async (wanted, until = 90) => {
    const [cert, key] = [`${certFile}.new`, `${keyFile}.new`]
    const subject = ['-subj', `/CN=${wanted}`, '-addext', `subjectAltName=DNS:${wanted}`]
    const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
    await run('openssl', [...kind, ...subject, '-days', String(until), '-keyout', key, '-out', cert])
    await copyFile(cert, certFile)
    await copyFile(key, keyFile)
  }
  await renew(name, days)
  return { certFile, keyFile, renew }
}
