import type pdfmake from 'pdfmake'
import type { ContextPageSize, DynamicContent, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { cjkFonts } from './cjk/cjk-fonts.js'
import { hasCjk } from './cjk/script.js'
import { mapTexts, setRuns, textsIn } from './cjk/set-runs.js'
import { condensed } from './fonts.js'
import { withoutEmoji } from './without-emoji.js'

/** A document as pages are made of it: its parts that are made anew for each page are functions. */
export type PdfDefinition = Omit<TDocumentDefinitions, 'header' | 'footer'> & {
  header?: DynamicContent
  footer?: DynamicContent
}

/** What pdfmake reads a font from that is no file; it has the property, its types don't. */
type WithFiles = typeof pdfmake & {
  virtualfs: { existsSync(name: string): boolean; readFileSync(name: string): Buffer | undefined }
}

/**
 * A document definition as PDF bytes. Nothing is fetched and no file is read but our fonts, whatever a definition names: record
 * texts end up in it, and a link or path in one must not make the service open it. Letters that our font lacks are set in fonts
 * that are cut to them.
 */
export async function renderPdf(given: PdfDefinition): Promise<Uint8Array> {
  const definition = eachPart(given, (part) => mapTexts(part, withoutEmoji))
  const texts = textsOf(definition).filter(hasCjk)
  if (texts.length === 0) return render(definition, {}, new Map())
  const { fonts, files, fontOf } = await cjkFonts(texts)
  return render(
    eachPart(definition, (part) => setRuns(part, fontOf)),
    fonts,
    files,
  )
}

/** What stands on the pages and around them, each changed in the same way. */
function eachPart(definition: PdfDefinition, change: <T>(part: T) => T): PdfDefinition {
  const dynamic = (content: DynamicContent | undefined): DynamicContent | undefined =>
    content && ((page, pages, size) => change(content(page, pages, size)))
  const [header, footer] = [dynamic(definition.header), dynamic(definition.footer)]
  return {
    ...definition,
    content: change(definition.content),
    ...(header && { header }),
    ...(footer && { footer }),
  }
}

/** An instance of its own a document, so that two that are made at once don't share fonts. Loaded with the first one. */
async function render(
  definition: PdfDefinition,
  fonts: Parameters<typeof pdfmake.setFonts>[0],
  files: ReadonlyMap<string, Buffer>,
): Promise<Uint8Array> {
  const own = new Set(Object.values(condensed))
  const maker = Object.create((await import('pdfmake')).default) as WithFiles
  maker.virtualfs = { existsSync: (name) => files.has(name), readFileSync: (name) => files.get(name) }
  maker.setFonts({ DejaVu: condensed, ...fonts })
  maker.setUrlAccessPolicy(() => false)
  maker.setLocalAccessPolicy((file) => own.has(file))
  return maker.createPdf({ defaultStyle: { font: 'DejaVu', fontSize: 9 }, ...definition }).getBuffer()
}

/** Every text that will be set; a first and a later page tell what stands above and below all of them. */
function textsOf({ content, header, footer }: PdfDefinition): string[] {
  const size = {} as ContextPageSize
  const around = [header, footer].flatMap((part) => (part ? [part(1, 2, size), part(2, 2, size)] : []))
  return textsIn([content, ...around])
}
