import { inflateSync } from 'node:zlib'

/** The texts of each page of a PDF that we made, in the order in which they are set: glyphs read back by their fonts' own tables. */
export function pdfPages(pdf: Uint8Array): string[] {
  const source = Buffer.from(pdf).toString('latin1')
  const objects = new Map([...source.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map((m) => [m[1] ?? '', m[2] ?? '']))
  const named = (text: string, key: string) => new RegExp(`/${key} (\\d+) 0 R`).exec(text)?.[1] ?? ''
  const streamOf = (id: string) => {
    const [, bytes = ''] = /stream\n([\s\S]*?)\nendstream/.exec(objects.get(id) ?? '') ?? []
    return inflateSync(Buffer.from(bytes, 'latin1')).toString('latin1')
  }
  const lettersOf = (fontId: string): string[] =>
    [...streamOf(named(objects.get(fontId) ?? '', 'ToUnicode')).matchAll(/\[([^\]]*)\]/g)].flatMap(([, list = '']) =>
      [...list.matchAll(/<([0-9a-f ]*)>/g)].map(([, hex = '']) =>
        String.fromCharCode(...(hex.match(/[0-9a-f]{4}/g) ?? []).map((each) => Number.parseInt(each, 16))),
      ),
    )
  return [...objects.values()]
    .filter((text) => /\/Type \/Page\b(?!s)/.test(text))
    .map((page) => {
      const resources = objects.get(named(page, 'Resources')) ?? page
      const fonts = new Map(
        [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [name, lettersOf(id)]),
      )
      let letters: string[] = []
      let text = ''
      for (const [, font, glyphs] of streamOf(named(page, 'Contents')).matchAll(/\/(F\d+) [\d.]+ Tf|\[(.*?)\] TJ/g)) {
        if (font) letters = fonts.get(font) ?? []
        else
          text += `${[...(glyphs ?? '').matchAll(/<([0-9a-f]*)>/g)]
            .flatMap(([, hex = '']) => hex.match(/[0-9a-f]{4}/g) ?? [])
            .map((each) => letters[Number.parseInt(each, 16)] ?? '\ufffd')
            .join('')} `
      }
      return text.replace(/[ \u00a0]+/g, ' ').trim()
    })
}
