import { isRecord, type Json } from '../json.js'

/** Where blocks are shown; some block types are allowed in some places only. */
export type Surface = 'message' | 'modal' | 'home'

export interface Problem {
  /** JSON pointer into the request, e.g. `/blocks/1/text/text` */
  pointer: string
  message: string
}

/** One run of checks over one message or view: what it found, and what has to be counted across blocks. */
export interface Sheet {
  surface: Surface
  problems: Problem[]
  blockIds: Set<string>
  tableCharacters: number
  markdownCharacters: number
  charts: number
  focused: number
  /** Whether an uploaded image of that id or URL exists. */
  knowsImage: (idOrUrl: string) => boolean
}

/** A spot within what is being checked. */
export interface Place {
  pointer: string
  sheet: Sheet
}

export function newSheet(surface: Surface, knowsImage: (idOrUrl: string) => boolean): Sheet {
  return {
    surface,
    problems: [],
    blockIds: new Set(),
    tableCharacters: 0,
    markdownCharacters: 0,
    charts: 0,
    focused: 0,
    knowsImage,
  }
}

export function step(place: Place, key: string | number): Place {
  return { pointer: `${place.pointer}/${key}`, sheet: place.sheet }
}

export function fault(place: Place, message: string): void {
  place.sheet.problems.push({ pointer: place.pointer, message })
}

/** Checks one value; what is wrong goes to the sheet. */
export type Rule = (place: Place, value: unknown) => void

export interface Field {
  rule: Rule
  required: boolean
}

/** What an object may hold, by property. `type` is checked by whoever chose the spec. */
export type Spec = Record<string, Field>

export const need = (rule: Rule): Field => ({ rule, required: true })
export const may = (rule: Rule): Field => ({ rule, required: false })

/** Slack refuses properties it doesn't know, which catches most slips of a hand. */
export function checkObject(place: Place, value: unknown, spec: Spec): value is Json {
  if (!isRecord(value)) {
    fault(place, 'must be an object')
    return false
  }
  for (const key of Object.keys(value)) {
    if (key !== 'type' && !(key in spec)) fault(place, `invalid additional property: ${key}`)
  }
  for (const [key, field] of Object.entries(spec)) {
    if (value[key] === undefined || value[key] === null) {
      if (field.required) fault(place, `missing required field: ${key}`)
    } else field.rule(step(place, key), value[key])
  }
  return true
}
