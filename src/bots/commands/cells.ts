import type { IsoDate } from '../../lib/dates.js'
import type { Money } from '../../lib/money.js'
import type { Cell, Field } from './reply.js'

/** Typed values as cells; null stays null, which every face shows as empty. */
export const moneyCell = (amount: Money | null): Cell => amount && { money: amount }
export const dateCell = (date: IsoDate | null): Cell => date && { date }
export const atCell = (at: Date | null): Cell => at && { at }
export const recordCell = (record: { ref: string; name: string } | null): Cell =>
  record && { ref: record.ref, title: record.name }

/** The fields of a card that have something to say. */
export const fieldsWith = (pairs: readonly (readonly [label: string, value: Cell])[]): Field[] =>
  pairs.filter(([, value]) => value !== null && value !== '').map(([label, value]) => ({ label, value }))
