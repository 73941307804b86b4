import { createTransport } from 'nodemailer'
import { Refused } from '../delivery/interaction.js'
import type { MailConfig } from '../options.js'
import type { MailSent, SendMail } from '../page-api.js'

/** Hands a mail to the mail server as somebody outside would: the company's own people can't be written as. */
export async function sendMail(config: MailConfig, mail: SendMail, at: Date): Promise<MailSent> {
  const own = config.mailboxes.find((each) => each.kind === 'company' && sameAddress(each.address, mail.from.address))
  if (own) throw new Refused('not_outside', `${own.address} is the company's own. Write as somebody outside.`)
  const { host, port } = config.smtp
  const transport = createTransport({ host, port, secure: false, ignoreTLS: true })
  try {
    const sent = await transport.sendMail({
      date: at,
      from: mail.from,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      ...(mail.html ? { html: mail.html } : {}),
      ...(mail.cc ? { cc: mail.cc } : {}),
      ...(mail.inReplyTo ? { inReplyTo: mail.inReplyTo } : {}),
      ...(mail.references ? { references: mail.references } : {}),
      attachments: (mail.attachments ?? []).map(({ filename, contentType, base64 }) => ({
        filename,
        contentType,
        content: Buffer.from(base64, 'base64'),
      })),
    })
    return { messageId: sent.messageId }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Refused('mail_unavailable', `The mail was not taken: ${reason}`, 502)
  } finally {
    transport.close()
  }
}

const sameAddress = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
