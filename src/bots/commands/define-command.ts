import type { Database } from '../../db/database.js'
import type { Tx } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { MakeFeedLink } from '../../domain/close/calendar-feed.js'
import type { MakeMailLink } from '../../domain/correspondence/mail-link.js'
import type { ReadAttachment } from '../../domain/correspondence/opened-mail-store.js'
import type { CustomField, FieldKind } from '../../domain/crm/custom-field.js'
import type { MakeFileLink } from '../../domain/payables/file-link.js'
import type { Membership } from '../../domain/people/membership-store.js'
import type { MakeRecordLink } from '../../domain/people/record-link.js'
import type { Member } from '../../domain/people/staff.js'
import type { IsoDate } from '../../lib/dates.js'
import type { RecordKindDeclaration } from './define-record-kind.js'
import type { FileSource, KeptFiles } from './files.js'
import type { ArgsOf, Params, RecordKind, RecordRef } from './params.js'
import type { Action, Reply } from './reply.js'
import type { ReportFile } from './report/report-file.js'

/**
 * The member of staff who gives the command. `may` is asked before anything runs; `reach` tells a store whether all records
 * are meant or the asker's own (a department's `close.read:own`).
 */
export type Asker = Member

/** Everything that is declared: what help lists, the grammar knows and the faces derive from. */
export type Catalog = {
  readonly commands: ReadonlyMap<string, Command>
  readonly kinds: ReadonlyMap<RecordKind, RecordKindDeclaration>
}

/** What every command is given. */
export type CommandContext = {
  readonly db: Database
  readonly scope: Scope
  readonly asker: Asker
  readonly workspace: Membership['workspace']
  readonly now: Date
  /** The asker's own date. */
  readonly today: IsoDate
  /** The fields that this company gave its records itself. */
  readonly fields: readonly CustomField[]
  /** Everything declared, for the commands that are about commands (`help`, `search`, `undo`). */
  readonly catalog: Catalog
  readonly mailLink?: MakeMailLink
  readonly readAttachment?: ReadAttachment
  /** Where files of bills and expenses are kept, and can be opened in the browser. */
  readonly kept?: KeptFiles
  readonly fileLink?: MakeFileLink
  readonly recordLink?: MakeRecordLink
  readonly feedLink?: MakeFeedLink
  readonly files?: FileSource
  /** The files that a report brings along beside its answer. */
  readonly along?: readonly ReportFile[]
  /** One read-only transaction on the reader's login. */
  readonly read: <T>(work: (read: SqlScope) => Promise<T>) => Promise<T>
}

/**
 * Record → the version that was seen: the key is the id of a record of a declared kind, or `table:id` for any other row.
 */
export type Versions = Readonly<Record<string, number>>

/**
 * A change that was made. `undo` is the compensating command; `versions` are those after this change, and it is refused
 * once one has moved since.
 */
export type Done = Reply & {
  /** Nothing was done yet: the reply is a question, and its buttons are the answers. */
  asks?: true
  undo?: { command: string; args: Readonly<Record<string, unknown>>; versions: Versions }
}

/**
 * What a consequential command would do, bound to what was shown: `hash` covers everything the confirmer read. `keeps` are values that
 * the confirmation gives besides: files come with the words alone, and a click brings none along.
 */
export type Preview = Reply & {
  confirmLabel: string
  hash: string
  versions: Versions
  keeps?: Readonly<Record<string, unknown>>
}

type Declaration<P extends Params> = {
  /** `noun verb`, the words that people type. */
  name: string
  /** One line for help. */
  summary: string
  /** As typed, without a slash; help shows it and a test runs its parser over it. */
  example: string
  params: P
  /** The capability that the asker's roles must have. */
  needs: string
  /** Other words for the same command ("invoice paid"). */
  aliases?: readonly string[]
  /** What some of these say besides, as words of the command: `report customers` is `report companies role:customer`. */
  aliasSays?: Readonly<Record<string, string>>
  /** What the noun alone means ("mine, now"). Without one it is `<noun> mine`, then `<noun> list`. */
  bare?: boolean
  /** What the noun means with words behind it that are no verb: `report who owes us`. */
  otherwise?: boolean
  /** Its form, where noun and verb read badly there; `intro` is the parameter whose known words stand above the fields. */
  form?: { title: string; submit: string; intro?: string }
  /** Not listed in help: what only a button or an undo does. */
  hidden?: boolean
  /** Whether its days and months, given these words, are of what has been: `from:march` is the last March then, and not the nearest. */
  past?: (given: Readonly<Record<string, unknown>>) => boolean
  /** The company's own fields of this kind of record are parameters as well: set by a change, narrowed by in a list. */
  fieldsOf?: FieldKind
  /** What the form of a change begins with, for the record that it is about; what is emptied there is given as `NONE`. */
  current?: (context: CommandContext, read: SqlScope, target: RecordRef) => Promise<Readonly<Record<string, unknown>>>
}

export type ReadCommand<P extends Params = Params> = Declaration<P> & {
  risk: 'read'
  run(context: CommandContext, args: ArgsOf<P>): Promise<Reply>
}

/** Done at once, with before → after and Undo. Runs inside one business transaction that the dispatcher opens. */
export type ReversibleCommand<P extends Params = Params> = Declaration<P> & {
  risk: 'reversible'
  /** What is shown and confirmed first where these very values make it more than a change in the company: something leaves it. */
  first?(context: CommandContext, args: ArgsOf<P>): Promise<Preview | undefined>
  run(context: CommandContext, args: ArgsOf<P>, tx: Tx): Promise<Done>
}

/** Money posted, mail to a customer: `preview` first, `run` only on the confirmation of that very preview. */
export type ConsequentialCommand<P extends Params = Params> = Declaration<P> & {
  risk: 'consequential'
  preview(context: CommandContext, args: ArgsOf<P>): Promise<Preview>
  run(context: CommandContext, args: ArgsOf<P>, tx: Tx): Promise<Done>
}

export type Command<P extends Params = Params> = ReadCommand<P> | ReversibleCommand<P> | ConsequentialCommand<P>

/** Declares a command once; the grammar, forms, help, permission check and every face derive from it. */
export function defineCommand<P extends Params>(command: ReadCommand<P>): ReadCommand<P>
export function defineCommand<P extends Params>(command: ReversibleCommand<P>): ReversibleCommand<P>
export function defineCommand<P extends Params>(command: ConsequentialCommand<P>): ConsequentialCommand<P>
export function defineCommand<P extends Params>(command: Command<P>): Command<P> {
  return command
}

export type { Action }
