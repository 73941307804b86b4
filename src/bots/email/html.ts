import { escapeHtml } from '../../lib/escape-html.js'

/** Our own marks in texts (`*bold*`, `_italic_`, `` `code` ``) as HTML; everything else is text. */
export const markedHtml = (text: string): string =>
  escapeHtml(text)
    .replace(/(?<![\w*])\*([^*\n]+)\*(?![\w*])/g, '<b>$1</b>')
    .replace(/(?<!\w)_([^_\n]+)_(?!\w)/g, '<i>$1</i>')
    .replace(/`([^`\n]+)`/g, `<code style="${STYLE.code}">$1</code>`)
    .replace(/\n/g, '<br>\n')

/** Mail programs drop style sheets, so every element carries its own. */
export const STYLE = {
  body: 'margin:0;padding:20px;background:#ffffff;color:#1d1c1d;font:15px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif',
  headline: 'margin:0 0 12px;font-size:18px;line-height:1.35;font-weight:600',
  title: 'margin:20px 0 6px;font-size:15px;font-weight:600',
  text: 'margin:0 0 12px',
  code: 'background:#f4f2ef;padding:1px 4px;border-radius:3px;font-family:Menlo,Consolas,monospace;font-size:13px',
  table: 'border-collapse:collapse;margin:0 0 16px;font-size:14px',
  /** On a telephone a wide table is moved sideways by itself, and the words around it stay as wide as the screen. */
  wide: 'overflow-x:auto',
  head: 'padding:4px 12px 4px 0;border-bottom:1px solid #bbb;color:#666;font-weight:600;text-align:left;white-space:nowrap',
  cell: 'padding:4px 12px 4px 0;border-bottom:1px solid #eee;vertical-align:top;text-align:left',
  total: 'padding:6px 12px 4px 0;border-top:1px solid #bbb;font-weight:600;vertical-align:top;text-align:left',
  figure: ';text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums',
  label: 'padding:2px 14px 2px 0;color:#666;vertical-align:top;white-space:nowrap;text-align:left',
  value: 'padding:2px 0;vertical-align:top',
  button:
    'display:inline-block;margin:0 8px 8px 0;padding:7px 14px;border:1px solid #bbb;border-radius:6px;color:#24405c;text-decoration:none;font-size:14px',
  primary: ';background:#24405c;border-color:#24405c;color:#ffffff',
  small: 'margin:16px 0 0;color:#777;font-size:12px',
} as const
