/** An element to be written: attributes, and either text or children; what is null or undefined is left out. */
export type XmlNode = {
  name: string
  attributes?: Readonly<Record<string, string>>
  content: string | readonly (XmlNode | null)[]
}

export const node = (name: string, content: XmlNode['content'], attributes?: XmlNode['attributes']): XmlNode =>
  attributes ? { name, content, attributes } : { name, content }

/** A document in UTF-8, indented, as people look into it when a bank refuses one. */
export const writeXml = (root: XmlNode): string => `<?xml version="1.0" encoding="UTF-8"?>\n${write(root, '')}`

function write({ name, attributes = {}, content }: XmlNode, indent: string): string {
  const head = `${indent}<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value)}"`)
    .join('')}>`
  if (typeof content === 'string') return `${head}${escaped(content)}</${name}>\n`
  const children = content.map((child) => (child ? write(child, `${indent}  `) : '')).join('')
  return `${head}\n${children}${indent}</${name}>\n`
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Control characters have no place in XML 1.0, escaped or not. */
const escaped = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, '').replace(/[&<>"]/g, (each) => ESCAPES[each] ?? each)
