import pdfmake from 'pdfmake'
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { condensed } from './fonts.js'

/**
 * A document definition as PDF bytes. Nothing is fetched and no file is read but our fonts, whatever a definition names: record
 * texts end up in it, and a link or path in one must not make the service open it.
 */
export async function renderPdf(definition: TDocumentDefinitions): Promise<Uint8Array> {
  const fonts = new Set(Object.values(condensed))
  pdfmake.setFonts({ DejaVu: condensed })
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((file) => fonts.has(file))
  return pdfmake.createPdf({ defaultStyle: { font: 'DejaVu', fontSize: 9 }, ...definition }).getBuffer()
}
