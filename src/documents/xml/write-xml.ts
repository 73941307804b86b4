import { create } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'

/** An element to be written: attributes, and either text or children; what is null is left out. */
export type XmlNode = {
  name: string
  attributes?: Readonly<Record<string, string>>
  content: string | readonly (XmlNode | null)[]
}

export const node = (name: string, content: XmlNode['content'], attributes?: XmlNode['attributes']): XmlNode =>
  attributes ? { name, content, attributes } : { name, content }

/** A document in UTF-8, indented, as people look into it when a bank refuses one. Characters that XML can't hold are replaced. */
export function writeXml(root: XmlNode): string {
  const document = create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\ufffd' })
  add(document, root)
  return document.end({ prettyPrint: true })
}

function add(parent: XMLBuilder, { name, attributes = {}, content }: XmlNode): void {
  const element = parent.ele(name, attributes)
  if (typeof content === 'string') element.txt(content)
  else for (const child of content) if (child) add(element, child)
}
