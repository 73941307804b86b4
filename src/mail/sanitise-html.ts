import sanitizeHtml from 'sanitize-html'
import type { MailPart } from './mail-parts.js'

/** Pictures that lie in the mail itself and are shown; a larger one is told instead. */
const PICTURE = /^image\/(?:png|jpe?g|gif|webp)$/
const PICTURE_BYTES = 3 * 1024 * 1024
const ALL_PICTURES_BYTES = 12 * 1024 * 1024

/** Of a style only what can't fetch, cover or move anything. */
const PLAIN = [/^[^(){}<>\\@]*$/, /^rgba?\([\d\s,.%]+\)$/]
const STYLES = [
  'color',
  'background-color',
  'font-size',
  'font-family',
  'font-weight',
  'font-style',
  'text-align',
  'text-decoration',
  'line-height',
  'vertical-align',
  'white-space',
  'width',
  'max-width',
  'border',
  'border-top',
  'border-right',
  'border-bottom',
  'border-left',
  'border-color',
  'border-collapse',
  'padding',
  'padding-top',
  'padding-right',
  'padding-bottom',
  'padding-left',
  'list-style-type',
]

const TAGS = [
  'p',
  'div',
  'span',
  'br',
  'hr',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'b',
  'strong',
  'i',
  'em',
  'u',
  's',
  'strike',
  'del',
  'ins',
  'sub',
  'sup',
  'small',
  'big',
  'font',
  'center',
  'blockquote',
  'pre',
  'code',
  'tt',
  'kbd',
  'samp',
  'ul',
  'ol',
  'li',
  'dl',
  'dt',
  'dd',
  'table',
  'caption',
  'colgroup',
  'col',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'td',
  'th',
  'a',
  'img',
  'abbr',
  'address',
  'article',
  'section',
  'header',
  'footer',
  'figure',
  'figcaption',
]

/**
 * A mail's HTML as it may be shown: no script, form, frame or style sheet, no class or id, no picture from elsewhere. Pictures
 * that the mail brings itself stand in it as data; nothing is ever fetched. Answers how many others were left out.
 */
export function sanitiseHtml(html: string, parts: readonly MailPart[]): { html: string; leftOut: number } {
  const pictures = picturesOf(parts)
  let leftOut = 0
  const clean = sanitizeHtml(html, {
    allowedTags: TAGS,
    allowedAttributes: {
      '*': ['style', 'dir', 'lang', 'title', 'align', 'valign', 'bgcolor'],
      a: ['href', 'target', 'rel'],
      img: ['src', 'alt', 'width', 'height'],
      font: ['color', 'size', 'face'],
      table: ['width', 'border', 'cellpadding', 'cellspacing'],
      td: ['width', 'height', 'colspan', 'rowspan'],
      th: ['width', 'height', 'colspan', 'rowspan'],
      ol: ['start', 'type'],
      col: ['width', 'span'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    allowedStyles: { '*': Object.fromEntries(STYLES.map((name) => [name, PLAIN])) },
    disallowedTagsMode: 'discard',
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'noscript',
      'title',
      'head',
      'object',
      'svg',
      'math',
      'template',
    ],
    nestingLimit: 100,
    transformTags: {
      a: (tagName, attribs) => ({
        tagName,
        attribs: { ...attribs, target: '_blank', rel: 'noopener noreferrer nofollow' },
      }),
      img: (_tagName, { src = '', alt = '', width, height }) => {
        const shown = pictures.get(contentIdOf(src))
        if (shown !== undefined)
          return { tagName: 'img', attribs: { src: shown, alt, ...(width && { width }), ...(height && { height }) } }
        leftOut += 1
        // One pixel that counts its readers has no words, and leaves nothing.
        return { tagName: 'span', attribs: {}, text: alt === '' ? '' : `[${alt}]` }
      },
    },
  })
  return { html: clean, leftOut }
}

/** `cid:logo@x` → `logo@x` (RFC 2392). */
const contentIdOf = (src: string): string => {
  const id = /^cid:(.+)$/i.exec(src.trim())?.[1] ?? ''
  try {
    return decodeURIComponent(id).toLowerCase()
  } catch {
    return id.toLowerCase()
  }
}

function picturesOf(parts: readonly MailPart[]): Map<string, string> {
  const pictures = new Map<string, string>()
  let room = ALL_PICTURES_BYTES
  for (const { contentId, contentType, content } of parts) {
    if (contentId === null || contentId === '' || !PICTURE.test(contentType)) continue
    if (content.length > PICTURE_BYTES || content.length > room) continue
    room -= content.length
    const id = contentId.replace(/^<|>$/g, '').toLowerCase()
    pictures.set(id, `data:${contentType};base64,${content.toString('base64')}`)
  }
  return pictures
}
