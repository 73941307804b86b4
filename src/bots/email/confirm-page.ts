import { escapeHtml } from '../../lib/escape-html.js'
import type { Reply } from '../commands/reply.js'
import { STYLE } from './html.js'
import { htmlOf } from './render-html.js'

/** A page that shows a reply, with one button that posts to an address of our own; no script, nothing fetched. */
export function confirmPage(reply: Reply, timeZone: string, button?: { href: string; label: string }): string {
  const form = button
    ? `<form method="post" style="margin:16px 0 0" action="${escapeHtml(button.href)}"><button type="submit" style="${STYLE.button}${STYLE.primary};cursor:pointer;font-family:inherit">${escapeHtml(button.label)}</button></form>`
    : ''
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(reply.headline)}</title></head>
<body style="${STYLE.body};background:#f6f5f3"><main style="max-width:760px;margin:0 auto;padding:20px 24px;background:#fff;border:1px solid #ddd;border-radius:10px">
${htmlOf({ ...reply, actions: [] }, { timeZone, buttons: [] })}
${form}
</main></body></html>
`
}
