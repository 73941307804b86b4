/** The part of html-to-text that is used here; its own package has no types. */
declare module 'html-to-text' {
  type Element = { children: unknown[] }
  type Builder = { addLiteral(text: string): void }
  type Formatter = (element: Element, walk: (children: unknown[], builder: Builder) => void, builder: Builder) => void
  type Options = {
    limits: { maxDepth: number }
    wordwrap?: false
    selectors?: readonly { selector: string; format: string; options?: Record<string, number> }[]
    formatters?: Record<string, Formatter>
  }
  export function compile(options: Options): (html: string) => string
}
