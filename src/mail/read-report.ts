import type { Reported } from '../domain/correspondence/bounce.js'
import { normaliseMessageId } from '../domain/correspondence/message-key.js'
import { isHard } from './bounce-status.js'
import { cleanLine } from './clean-text.js'
import { freeFormReport } from './free-form-bounce.js'
import { type MailPart, type MailParts, mailParts } from './mail-parts.js'

/** `about`: the Message-ID of the mail that came back, when the report names it. */
export type MailReport = { reported: readonly Reported[]; about: string | null }

/**
 * Reads a delivery report (RFC 3464), a complaint (RFC 5965), or what older mail servers wrote in words. An address that
 * is only late, or was reached, is not reported.
 */
export async function readReport(bytes: Buffer): Promise<MailReport> {
  const mail = await mailParts(bytes)
  const complaint = mail.parts.find(({ contentType }) => contentType === 'message/feedback-report')
  const statuses = mail.parts.filter(({ contentType }) => contentType.startsWith('message/delivery-status'))
  const reported = complaint
    ? readComplaint(complaint, bytes)
    : statuses.length > 0
      ? statuses.flatMap(readStatus)
      : freeFormReport(mail.text, mail.headers)
  return { reported: onceEach(reported), about: originalId(mail, bytes) }
}

/** Groups of fields, the first about the message as a whole, then one a recipient (RFC 3464 §2.1). */
function readStatus({ content }: MailPart): Reported[] {
  return groupsOf(content.toString('utf8')).flatMap((fields) => {
    const address = addressIn(fields.get('original-recipient') ?? '') ?? addressIn(fields.get('final-recipient') ?? '')
    const status = /\d\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? null
    const said = cleanLine((fields.get('diagnostic-code') ?? '').replace(/^\s*[\w-]+\s*;/, ''), 300)
    if (!address || (fields.get('action') ?? '').trim().toLowerCase() !== 'failed') return []
    return [
      { address, status, said: said || `status ${status ?? 'unknown'}`, kind: isHard(status, said) ? 'hard' : 'soft' },
    ]
  })
}

/** RFC 5965 §3: whom the complaint is about is in the report, else in the mail that it encloses. */
function readComplaint({ content }: MailPart, bytes: Buffer): Reported[] {
  const fields = groupsOf(content.toString('utf8'))[0] ?? new Map<string, string>()
  const kind = cleanLine(fields.get('feedback-type') ?? 'abuse', 60)
  const address = addressIn(fields.get('original-rcpt-to') ?? '') ?? addressIn(enclosed(bytes, 'To') ?? '')
  return address ? [{ address, kind: 'complaint', status: null, said: `reported as ${kind}` }] : []
}

function groupsOf(text: string): Map<string, string>[] {
  const unfolded = text.replace(/\r\n?/g, '\n').replace(/\n[ \t]+/g, ' ')
  return unfolded.split(/\n{2,}/).flatMap((group) => {
    const fields = [...group.matchAll(/^([\w-]+):[ \t]*(.*)$/gm)]
    return fields.length === 0 ? [] : [new Map(fields.map(([, name = '', value = '']) => [name.toLowerCase(), value]))]
  })
}

/** `rfc822; <ada@acme.com>` → `ada@acme.com`. */
const addressIn = (value: string): string | null => /[^\s<>;,"]+@[^\s<>;,"]+/.exec(value)?.[0] ?? null

/** A header of the enclosed mail, wherever it lies: reports enclose it whole, its headers alone, or as quoted text. */
function enclosed(bytes: Buffer, name: string): string | null {
  const text = bytes.toString('latin1').replace(/\r\n?/g, '\n')
  const body = text.slice(text.indexOf('\n\n') + 2)
  const pattern = new RegExp(`^[> ]*${name}:[ \\t]*((?:.*(?:\\n[ \\t]+\\S.*)*))$`, 'im')
  return pattern.exec(body)?.[1]?.replace(/\n[ \t]+/g, ' ') ?? null
}

function originalId({ headers }: MailParts, bytes: Buffer): string | null {
  const found = enclosed(bytes, 'Message-ID') ?? headers.first('x-original-message-id') ?? headers.first('in-reply-to')
  const id = /<[^<>]+>/.exec(found ?? '')?.[0]
  return id === undefined ? null : normaliseMessageId(id)
}

/** Of several words about one address the worst counts. */
function onceEach(reported: readonly Reported[]): Reported[] {
  const worst = new Map<string, Reported>()
  for (const each of reported) {
    const key = each.address.toLowerCase()
    if (worst.get(key)?.kind !== 'hard') worst.set(key, each)
  }
  return [...worst.values()]
}
