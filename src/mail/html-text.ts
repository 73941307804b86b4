import { compile } from 'html-to-text'

/** Markup nested deeper than this is nobody's letter, and conversion recurses; mailparser's own limit. */
const DEEPEST = 1000

/** HTML as text that can be read and searched. Its options are worked out once: that costs more than most mails. */
export const htmlToText: (html: string) => string = compile({ limits: { maxDepth: DEEPEST } })

const line = { leadingLineBreaks: 1, trailingLineBreaks: 1 }

const withRows = compile({
  wordwrap: false,
  limits: { maxDepth: DEEPEST },
  selectors: [
    { selector: 'table', format: 'block', options: line },
    { selector: 'tr', format: 'block', options: line },
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
    { selector: 'a', format: 'inline' },
    { selector: 'img', format: 'skip' },
  ],
  formatters: {
    cell: ({ children }, walk, builder) => {
      walk(children, builder)
      builder.addLiteral('\t')
    },
  },
})

/** HTML as lines: a row of a table is one, and a tab follows each of its cells. */
export const htmlToRows = (html: string): string[] => withRows(html).split('\n')

/** Of longer HTML it must be known how deep its elements lie before it is converted: mailparser measures that. */
const MANY_TAGS = 5_000

export const isLongHtml = (html: string): boolean => html.split('<', MANY_TAGS).length === MANY_TAGS
