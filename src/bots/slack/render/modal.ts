import type { types } from '@slack/bolt'
import { clip } from '../../../lib/text.js'
import { type Form, type FormField, type FormValues, LONGEST_INITIAL } from '../../commands/form.js'
import type { SharedFile } from '../download.js'
import { escape } from './mrkdwn.js'
import { plain } from './plain.js'

/** Slack's limits of a modal (docs: Block Kit reference, views). */
const TITLE = 24
const LABEL = 2000
const HINT = 2000
const OPTION = 75
const CHOICES = 100
const SECTION = 3000

/** All modals carry the form's id alone in `private_metadata`; what it stands for is in our database. */
export const FORM_CALLBACK = 'form'
/** The one input of a block; the block's id is the field's key. */
export const INPUT = 'value'
/** What is searched by such a name is a list, and no kind of record. */
export const LISTED = 'list-'

/** Where the answer to a form goes: the conversation it was asked for in, or App Home (`home`). */
export type FormOrigin = { formId: string; channel?: string; threadTs?: string; home?: boolean }

/** What a view carries of where it came from. */
export const originIn = <T = FormOrigin>(metadata: string | undefined): Partial<T> =>
  JSON.parse(metadata || '{}') as Partial<T>

export function loadingView(title: string): types.ModalView {
  return {
    type: 'modal',
    callback_id: FORM_CALLBACK,
    title: plain(title, TITLE),
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '_One moment …_' } }],
  }
}

/** A command's form as a modal. */
export function formView(form: Form, origin: Omit<FormOrigin, 'formId'>): types.ModalView {
  const metadata: FormOrigin = { formId: form.id, ...origin }
  return {
    type: 'modal',
    callback_id: FORM_CALLBACK,
    private_metadata: JSON.stringify(metadata),
    title: plain(form.title, TITLE),
    submit: plain(form.submitLabel, TITLE),
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      ...(form.intro
        ? [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: clip(escape(form.intro), SECTION) } }]
        : []),
      ...form.fields.map(inputBlock),
    ],
  }
}

/** What went wrong instead of a form: a view can't be left loading. */
export function messageView(title: string, text: string): types.ModalView {
  return {
    ...loadingView(title),
    close: { type: 'plain_text', text: 'Close' },
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: clip(escape(text), SECTION) || '–' } }],
  }
}

function inputBlock(field: FormField): types.InputBlock {
  return {
    type: 'input',
    block_id: field.key,
    optional: !field.required,
    label: plain(field.label, LABEL),
    ...(field.hint ? { hint: plain(field.hint, HINT) } : {}),
    element: element(field),
  }
}

function element(field: FormField): types.InputBlock['element'] {
  const initial =
    typeof field.initial === 'string' && field.initial !== '' ? clip(field.initial, LONGEST_INITIAL) : undefined
  switch (field.type) {
    case 'date':
      return { type: 'datepicker', action_id: INPUT, ...(initial ? { initial_date: initial } : {}) }
    case 'choice':
      return select(field, initial)
    case 'record':
      return searched(field, field.record ?? '')
    case 'option':
      return searched(field, `${LISTED}${field.list ?? ''}`)
    case 'checkbox':
      return checkbox(field)
    case 'email':
      return { type: 'email_text_input', action_id: INPUT, ...(initial ? { initial_value: initial } : {}) }
    case 'file':
      return { type: 'file_input', action_id: INPUT, max_files: field.most ?? 1 }
    case 'long-text':
      return {
        type: 'plain_text_input',
        action_id: INPUT,
        multiline: true,
        ...(initial ? { initial_value: initial } : {}),
      }
    case 'text':
    case 'amount':
    case 'number':
    case 'month':
      // Amounts and months are typed as in a command ("50k", "2026-10"), so they share its reader and its sentences.
      return { type: 'plain_text_input', action_id: INPUT, ...(initial ? { initial_value: initial } : {}) }
  }
}

const option = (value: string, label: string): types.PlainTextOption => ({
  text: plain(label, OPTION),
  value,
})

function select(field: FormField, initial: string | undefined): types.StaticSelect {
  if (field.options) {
    const listed = field.options.slice(0, CHOICES).map(({ value, label }) => option(value, label))
    const [chosen] = listed.filter(({ value }) => value === initial)
    return { type: 'static_select', action_id: INPUT, options: listed, ...(chosen ? { initial_option: chosen } : {}) }
  }
  // A choice is read by its beginning as well, so that a longer one than Slack takes can be sent back.
  const valueOf = (choice: string) => choice.slice(0, OPTION)
  const labels = new Map((field.choices ?? []).map((choice) => [valueOf(choice), choice]))
  const options = [...labels].slice(0, CHOICES).map(([value, label]) => option(value, label))
  const chosen = options.find((each) => initial !== undefined && each.value === valueOf(initial))
  return { type: 'static_select', action_id: INPUT, options, ...(chosen ? { initial_option: chosen } : {}) }
}

/** The record kind or list travels in the action id: a `block_suggestion` names it, and nothing else about the field. */
function searched(field: FormField, what: string): types.ExternalSelect {
  const initial = typeof field.initial === 'object' ? option(field.initial.value, field.initial.label) : undefined
  return {
    type: 'external_select',
    action_id: `${INPUT}:${what}`,
    min_query_length: 0,
    ...(initial ? { initial_option: initial } : {}),
  }
}

function checkbox(field: FormField): types.Checkboxes {
  const yes = option('yes', 'Yes')
  return {
    type: 'checkboxes',
    action_id: INPUT,
    options: [yes],
    ...(field.initial === true ? { initial_options: [yes] } : {}),
  }
}

/** What Slack sends back of a view's state, as far as our inputs use it. */
export type ViewState = Record<string, Record<string, StateValue>>
type StateValue = {
  value?: string | null
  selected_date?: string | null
  selected_option?: { value: string } | null
  selected_options?: readonly unknown[]
  files?: readonly SharedFile[]
}

/** A submitted view's inputs by field key. */
export const formValues = (state: ViewState): FormValues =>
  Object.fromEntries(Object.entries(state).map(([key, inputs]) => [key, entered(Object.values(inputs)[0])]))

/** What was put into a view's file inputs. */
export const formFiles = (state: ViewState): SharedFile[] =>
  Object.values(state).flatMap((inputs) => Object.values(inputs).flatMap(({ files = [] }) => files))

function entered(input: StateValue | undefined): string | boolean | null {
  if (input?.files) return input.files[0]?.name ?? null
  if (input?.selected_options) return input.selected_options.length > 0
  return input?.value ?? input?.selected_date ?? input?.selected_option?.value ?? null
}
