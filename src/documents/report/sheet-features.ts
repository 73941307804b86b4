import type { Blob } from 'node:buffer'
import type Stream from 'node:stream'
import type { Feature } from 'write-excel-file/node'

/** What the library takes pictures as. */
type Content = Stream | Buffer | Blob

/** What a formula comes to, by its place, so that who can't calculate (a preview, a phone) shows it all the same. */
export type Results = Map<string, number>

const onSheets = (transform: (xml: string) => string): Feature<Content> => ({
  files: { transform: { 'xl/worksheets/sheet{id}.xml': { transform } } },
})

/** Puts what a formula comes to beside it (ECMA-376, 18.3.1.40): the library writes the formula alone. */
export const cachedResults = (results: Results): Feature<Content> =>
  onSheets((xml) =>
    xml.replace(/(<c r="([A-Z]+\d+)"[^>]*>)(<f>[^<]*<\/f>)/g, (whole, open: string, at: string, made: string) => {
      const result = results.get(at)
      return result === undefined ? whole : `${open}${made}<v>${result}</v>`
    }),
  )

/** Printed, all columns are on one page, and as many pages follow as there are rows for (ECMA-376, 18.3.1.63 and 18.3.1.65). */
export const onePageWide: Feature<Content> = onSheets((xml) => {
  const fitting = xml.replace(/(<worksheet [^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
  // Only a sheet that lies on its side has been set up for a page; 9 is A4.
  return fitting.includes('<pageSetup ')
    ? fitting.replace('<pageSetup ', '<pageSetup fitToHeight="0" ')
    : fitting.replace(/(?=<drawing |<\/worksheet>)/, '<pageSetup paperSize="9" fitToHeight="0"/>')
})
