import { isRecord, type Json, parseJson, text } from '../json.js'
import { invalidArguments, SlackError } from './slack-error.js'

/** The arguments of a call, from whichever body they came in: forms make everything a string, JSON doesn't. */
export type Args = Json

export function optional(args: Args, key: string): string | undefined {
  const value = args[key]
  if (typeof value === 'number') return String(value)
  return text(value) || undefined
}

export function required(args: Args, key: string): string {
  const value = optional(args, key)
  if (value === undefined) throw invalidArguments(`missing required field: ${key}`)
  return value
}

export function flag(args: Args, key: string): boolean {
  return args[key] === true || args[key] === 'true' || args[key] === '1'
}

/** A number within bounds, or the fallback. */
export function count(args: Args, key: string, fallback: number, max: number): number {
  const value = Number(args[key] ?? fallback)
  if (!Number.isInteger(value) || value < 1) throw new SlackError('invalid_limit')
  return Math.min(value, max)
}

/** A structured argument: a JSON string in a form, itself in a JSON body. */
export function structured(args: Args, key: string, malformed = 'invalid_arguments'): unknown {
  const value = args[key]
  if (typeof value !== 'string') return value ?? undefined
  if (value === '') return undefined
  const parsed = parseJson(value)
  if (typeof parsed !== 'object') throw new SlackError(malformed)
  return parsed
}

export function requiredRecord(args: Args, key: string): Json {
  const value = structured(args, key)
  if (!isRecord(value)) throw invalidArguments(`missing required field: ${key}`)
  return value
}

export function commaList(args: Args, key: string): string[] {
  const value = args[key]
  if (Array.isArray(value)) return value.filter((each) => typeof each === 'string')
  return (optional(args, key) ?? '').split(',').filter((each) => each !== '')
}
