import type { AskCatalogue, Sight } from '../../../../domain/ask/catalogue.js'

/** A name that stands in a sentence: of a record of a set, or a value of a set's field. */
export type KnownName = {
  words: string
  set: string
  title: string
  field?: string
  /** It means something else as well, and counts only as somebody whose it is: "of Will", "Will's". */
  marked?: boolean
}

export type Known = {
  catalogue: AskCatalogue
  sight: Sight
  names: readonly KnownName[]
  /** With the parameters that they take. */
  reports: readonly {
    name: string
    title: string
    params: Readonly<Record<string, { choices?: readonly string[] | undefined; record?: string | undefined }>>
  }[]
}

/** Why a sentence is not answered that was understood so far, and what can be asked in its place. */
export type Instead = { why: string; commands: readonly string[] }

/** What a sentence has said so far, as the words of a command. */
export type Parts = { where: string[]; group: string[]; measures: string[]; rest: string[] }
