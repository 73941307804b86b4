import type { Database } from '../../db/database.js'
import type { Via } from '../../db/scope.js'
import type { MakeFeedLink } from '../../domain/close/calendar-feed.js'
import type { MakeMailLink } from '../../domain/correspondence/mail-link.js'
import type { ReadAttachment } from '../../domain/correspondence/opened-mail-store.js'
import type { MakeFileLink } from '../../domain/payables/file-link.js'
import type { MakeRecordLink } from '../../domain/people/record-link.js'
import type { Pace } from '../../lib/pace.js'
import type { LanguageModel } from './ask/model/language-model.js'
import type { Catalog } from './define-command.js'
import type { FileSource, KeptFiles } from './files.js'
import type { FormValues } from './form.js'
import type { Reply } from './reply.js'
import type { ReportFile } from './report/report-file.js'

/** What answering needs; made once by the composition root. */
export type Deps = {
  readonly db: Database
  readonly catalog: Catalog
  /** Where mail can be opened in the browser; absent where there is no web port. */
  readonly mailLink?: MakeMailLink
  /** Hands out files of mail; present only where the asker sits at this very machine. */
  readonly readAttachment?: ReadAttachment
  /** Where files of bills and expenses are kept, and can be opened in the browser. */
  readonly kept?: KeptFiles
  readonly fileLink?: MakeFileLink
  /** The pages of records in the browser. */
  readonly recordLink?: MakeRecordLink
  /** Where calendars read the due days of the close. */
  readonly feedLink?: MakeFeedLink
  /** The files of this one request, and what a path may open; absent where none can be given. */
  readonly files?: FileSource
  /** A report brings these files of its figures along: it is made once for all of them. */
  readonly along?: readonly ReportFile[]
  /** Names a command for words that nothing can be read of, where a person typed them; absent unless the company has one. */
  readonly model?: LanguageModel
  /** The conversation of this one request: a question that only says what is different follows the last one there. */
  readonly place?: string
  /** How often one person may ask; absent where whoever asks sits at this very machine. */
  readonly pace?: Pace
  /** This face turns pages and shares: answers of reading commands come with `again`. */
  readonly repeats?: boolean
  /** This face opens records from their rows: the buttons of an answer that only show one are left out, and not stored. */
  readonly opensRows?: boolean
}

/** Who asks, and through which face. The permission that counts is always this person's, never a button's author's. */
export type Who = {
  readonly workspaceId: string
  readonly staffId: string
  readonly via: Via
  /** Who else will read the answer: it holds only what every one of them may see (`narrowed` in the domain). */
  readonly readers?: { readonly staffIds: readonly string[]; readonly owned: boolean }
}

/**
 * Words as typed; a button's id; or a command with a form's values. `exact`: the words must be a command as the grammar has it,
 * and a sentence that may mean one is asked about in place of done: where a text comes from is not always where it was typed. A question
 * is answered there as well, since nothing is done by it. `only`: they mean this command or nothing, whatever else they are to somebody
 * who may not give it.
 */
export type Input =
  | { readonly text: string; readonly exact?: boolean; readonly only?: string }
  | { readonly action: string }
  | { readonly command: string; readonly values: FormValues }

export type Request = { readonly who: Who; readonly input: Input }

/**
 * What came of it. `ok` is false when nothing was answered or done: a wrong word, a refusal, a fault; the reply says why
 * and what to do. `confirm` is the id of the action that confirms a preview: nothing has been done yet. `opensForm` is the id of
 * the action that opens the command's form, where only values are missing: a face that has forms may show it at once.
 */
export type Answer = {
  readonly ok: boolean
  readonly reply: Reply
  readonly confirm?: string
  readonly opensForm?: string
  readonly again?: Again
  /** Nothing could be made of the first word: what was said may have been no command. */
  readonly unknown?: true
  /** There is no record by the words that name one. */
  readonly nowhere?: true
}

/** A reading command's answer can be given once more, by the id of a stored action: to turn its pages, or to share it. */
export type Again = {
  readonly id: string
  /** The capability that its readers need. */
  readonly needs: string
  /** About one record, as opposed to a list of what is somebody's. */
  readonly isCard: boolean
  /** False for what is the asker's own affair: help, a search through mail. */
  readonly shareable: boolean
  /** References in it whose records can be shown. */
  readonly opens?: readonly string[]
  /** The record's page in the browser, with a way in for the asker alone. */
  readonly page?: string
}
