import type { IsoDate } from '../../lib/dates.js'
import { textAt } from '../xml/find.js'
import type { XmlElement } from '../xml/read-xml.js'
import type { ETaxCategory } from './e-invoice.js'

/** A date; a zone after it says nothing about the day (`2026-10-30Z`). */
export const readDate = (text: string | null): IsoDate | null => /^\d{4}-\d{2}-\d{2}/.exec(text ?? '')?.[0] ?? null

export const taxCategory = (from: XmlElement | undefined): ETaxCategory => ({
  category: textAt(from, 'ID') ?? '',
  rate: textAt(from, 'Percent'),
})
