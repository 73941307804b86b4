import { generateKeyPairSync } from 'node:crypto'
import type { DNSResolver } from 'mailauth'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** What the DNS of a domain says about its key and its DMARC policy; every other name has none. `more`: further TXT records. */
export const dnsOf =
  (domain: string, dmarc = 'v=DMARC1; p=reject', more: Readonly<Record<string, string>> = {}): DNSResolver =>
  async (name, type) => {
    const other = more[name]
    if (type === 'TXT' && other !== undefined) return [[other]]
    const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
    if (type === 'TXT' && name === `s1._domainkey.${domain}`) return [[`v=DKIM1; k=rsa; p=${key}`]]
    if (type === 'TXT' && name === `_dmarc.${domain}`) return [[dmarc]]
    throw Object.assign(new Error(`no ${type} of ${name}`), { code: 'ENOTFOUND' })
  }

/** Signs a mail as the server of a domain would (RFC 6376). */
export async function signed(raw: string, domain: string, headers?: string): Promise<string> {
  const { signatures } = await (dkimSign as unknown as Sign)(raw, {
    signTime: new Date(), // else it is read once to sign and once to say, and at the turn of a second the two differ
    ...(headers ? { headerList: headers } : {}),
    signatureData: [
      {
        signingDomain: domain,
        selector: 's1',
        privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
        algorithm: 'rsa-sha256',
        canonicalization: 'relaxed/relaxed',
      },
    ],
  })
  return signatures + raw
}

type Sign = (raw: string, options: object) => Promise<{ signatures: string }>
