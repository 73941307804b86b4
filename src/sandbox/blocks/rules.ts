import { isRecord } from '../json.js'
import { checkObject, fault, type Place, type Rule, type Spec, step } from './place.js'

/** The wording follows what Slack answers, since that is what one greps a log for. */
const tooLong = (max: number) => `must be less than ${max + 1} characters`
const tooShort = (min: number) => `must be more than ${min - 1} characters`

export function checkLength(place: Place, value: string, min: number, max: number): void {
  // Slack counts code points, so an emoji is one character.
  const length = value.length > max ? [...value].length : value.length
  if (length > max) fault(place, tooLong(max))
  if (length < min) fault(place, tooShort(min))
}

export function string(limits: { min?: number; max: number }): Rule {
  return (place, value) => {
    if (typeof value !== 'string') return fault(place, 'must be a string')
    checkLength(place, value, limits.min ?? 0, limits.max)
  }
}

export const bool: Rule = (place, value) => {
  if (typeof value !== 'boolean') fault(place, 'must be a boolean')
}

export function number(limits: { min?: number; max?: number; whole?: boolean } = {}): Rule {
  return (place, value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return fault(place, 'must be a number')
    if (limits.whole && !Number.isInteger(value)) fault(place, 'must be an integer')
    if (limits.min !== undefined && value < limits.min) fault(place, `must be at least ${limits.min}`)
    if (limits.max !== undefined && value > limits.max) fault(place, `must be at most ${limits.max}`)
  }
}

export function oneOf(...allowed: readonly (string | number)[]): Rule {
  return (place, value) => {
    if (!allowed.some((each) => each === value)) fault(place, `must be a valid enum value: ${allowed.join(', ')}`)
  }
}

export function pattern(shape: RegExp, what: string): Rule {
  return (place, value) => {
    if (typeof value !== 'string' || !shape.test(value)) fault(place, `must be ${what}`)
  }
}

export function listOf(rule: Rule, limits: { min?: number; max?: number } = {}): Rule {
  return (place, value) => {
    if (!Array.isArray(value)) return fault(place, 'must be an array')
    const min = limits.min ?? 0
    if (value.length < min) fault(place, `must provide at least ${min} items`)
    if (limits.max !== undefined && value.length > limits.max) fault(place, `no more than ${limits.max} items allowed`)
    value.forEach((item, index) => rule(step(place, index), item))
  }
}

export function object(spec: Spec): Rule {
  return (place, value) => void checkObject(place, value, spec)
}

/** An object whose `type` chooses its spec; any type that isn't in the table is refused. */
export function byType(table: Record<string, Rule>): Rule {
  return (place, value) => {
    if (!isRecord(value)) return fault(place, 'must be an object')
    const rule = typeof value.type === 'string' && Object.hasOwn(table, value.type) ? table[value.type] : undefined
    if (!rule) return fault(step(place, 'type'), `unsupported type: ${String(value.type)}`)
    rule(place, value)
  }
}

const PRIVATE_HOST = /^(localhost|.*\.local|127\..*|10\..*|192\.168\..*|169\.254\..*|\[?::1\]?|0\.0\.0\.0)$/

/** Slack fetches images itself, so an address that only this machine can reach doesn't work there. */
export function publicUrl(max: number): Rule {
  return (place, value) => {
    if (typeof value !== 'string' || !URL.canParse(value)) return fault(place, 'must be a valid URL')
    checkLength(place, value, 1, max)
    const url = new URL(value)
    if (!/^https?:$/.test(url.protocol) || PRIVATE_HOST.test(url.hostname)) fault(place, 'downloading image failed')
  }
}

export function link(max: number): Rule {
  return (place, value) => {
    if (typeof value !== 'string' || !URL.canParse(value)) return fault(place, 'must be a valid URL')
    checkLength(place, value, 1, max)
  }
}
