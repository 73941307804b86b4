/** The part of html-to-text that is used here; its own package has no types. */
declare module 'html-to-text' {
  export function compile(options: { limits: { maxDepth: number } }): (html: string) => string
}
