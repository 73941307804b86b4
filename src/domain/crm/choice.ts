import { nameKey } from '../../lib/name-key.js'
import { no, ok, type Result } from '../../lib/result.js'

/** Lists that a company keeps for itself. What a record says is the name, so that an entry may be renamed or given up later. */
export const CHOICE_LISTS = ['lost-reason', 'won-reason', 'contact-role'] as const
export type ChoiceList = (typeof CHOICE_LISTS)[number]

export type Choice = { id: string; list: ChoiceList; name: string; removedAt: Date | null; version: number }

/** What a new company begins with. */
export const DEFAULT_CHOICES: Readonly<Record<ChoiceList, readonly string[]>> = {
  'lost-reason': [
    'Too expensive',
    'Chose another supplier',
    'No budget',
    'Project postponed',
    'No answer',
    'Missing a feature',
  ],
  'won-reason': ['Best fit', 'Price', 'Relationship', 'Service'],
  'contact-role': ['Decision maker', 'Champion', 'Economic buyer', 'Technical evaluator', 'User', 'Blocker'],
}

const LONGEST = 60

export function checkChoice(name: string): Result<string> {
  const text = name.trim().replace(/\s+/g, ' ')
  if (!nameKey(text)) return no('What is it called?')
  return text.length > LONGEST ? no(`A name in a list has ${LONGEST} characters at most.`) : ok(text)
}
