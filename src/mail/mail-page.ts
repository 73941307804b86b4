import type { OpenedMail } from '../domain/correspondence/opened-mail-store.js'
import { datedTime } from '../lib/dates.js'
import { escapeHtml } from '../lib/escape-html.js'
import { sizeText } from '../lib/text.js'

export type MailPage = {
  mail: OpenedMail
  /** Sanitised; null: the mail has no HTML, and its text is shown. */
  html: string | null
  /** Pictures from elsewhere that are not shown. */
  leftOut: number
  /** Links to the attachments by their ids, and to the thread's other mails. */
  fileLinks: ReadonlyMap<string, string>
  mailLinks: readonly { number: number; href: string; isThis: boolean }[]
  timeZone: string
}

const FRAME_STYLE =
  'body{font:15px/1.5 system-ui,sans-serif;color:#1d1c1d;margin:16px;overflow-wrap:anywhere}img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap;font:inherit}blockquote{margin:0 0 0 8px;padding-left:12px;border-left:3px solid #ddd;color:#555}'
const PAGE_STYLE =
  'body{font:15px/1.5 system-ui,sans-serif;color:#1d1c1d;background:#f6f5f3;margin:0}main{max-width:860px;margin:0 auto;padding:24px 16px}h1{font-size:22px;line-height:1.3;margin:0 0 12px;overflow-wrap:anywhere}dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:0 0 12px}dt{color:#666}dd{margin:0;overflow-wrap:anywhere}nav,.files{margin:0 0 12px;padding:0}nav a,nav b{margin-right:10px}.files li{list-style:none;display:inline-block;background:#fff;border:1px solid #ddd;border-radius:8px;padding:6px 12px;margin:0 8px 8px 0}a{color:#24405c}small{color:#666}iframe{width:100%;height:70vh;border:1px solid #ddd;border-radius:8px;background:#fff}'

/**
 * A mail as a page that runs nothing and fetches nothing. What the sender made stands in a frame of its own with no rights
 * (HTML sandbox), beside the sanitising and the headers of the response.
 */
export function mailPage(page: MailPage): string {
  const { mail, leftOut } = page
  const body = page.html ?? `<pre>${escapeHtml(mail.text)}</pre>`
  const frame = `<!doctype html><meta charset="utf-8"><style>${FRAME_STYLE}</style>${body}`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(mail.subject || 'Mail')}</title><style>${PAGE_STYLE}</style></head>
<body><main>
<h1 dir="auto">${escapeHtml(mail.subject || '(no subject)')}</h1>
<dl>${factRows(page)}</dl>
${siblingLinks(page)}${files(page)}
<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="The mail" srcdoc="${escapeHtml(frame)}"></iframe>
<p><small>${leftOut > 0 ? `${leftOut} ${leftOut === 1 ? 'picture' : 'pictures'} from elsewhere not shown, so nobody learns that it was read. ` : ''}This page is yours alone and closes after ten minutes.</small></p>
</main></body></html>
`
}

function factRows({ mail, timeZone }: MailPage): string {
  const name = (address: string, called: string | null) => (called ? `${called} <${address}>` : address)
  const people = (role: string) =>
    mail.participants
      .filter((each) => each.role === role)
      .map((each) => name(each.address, each.name))
      .join(', ')
  const at = datedTime(timeZone, mail.sentAt)
  const rows: [string, string][] = [
    ['From', name(mail.fromAddress, mail.fromName)],
    ['To', people('to')],
    ['Cc', people('cc')],
    ['Sent', at],
  ]
  return rows
    .flatMap(([label, value]) => (value === '' ? [] : [`<dt>${label}</dt><dd dir="auto">${escapeHtml(value)}</dd>`]))
    .join('')
}

function siblingLinks({ mailLinks }: MailPage): string {
  if (mailLinks.length < 2) return ''
  const links = mailLinks.map(({ number, href, isThis }) =>
    isThis ? `<b>${number}</b>` : `<a href="${escapeHtml(href)}">${number}</a>`,
  )
  return `<nav>Mails of this thread: ${links.join('')}</nav>`
}

function files({ mail, fileLinks }: MailPage): string {
  const items = mail.attachments.flatMap(({ id, filename, contentType, sizeBytes }) => {
    const href = fileLinks.get(id)
    return href
      ? [
          `<li><a href="${escapeHtml(href)}">${escapeHtml(filename || contentType)}</a> <small>${sizeText(sizeBytes)}</small></li>`,
        ]
      : []
  })
  return items.length > 0 ? `<ul class="files">${items.join('')}</ul>` : ''
}
