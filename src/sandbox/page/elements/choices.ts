import { useEffect, useRef, useState } from 'react'

export type Choice = { value: string; label: string; hint?: string }
export type ChoiceGroup = { label: string; choices: Choice[] }

/** Finds what fits the typed words. */
export type Search = (query: string) => Promise<ChoiceGroup[]>

type Found = { groups: ChoiceGroup[]; note: string | undefined }

/** Searches while the list is open; an answer that was overtaken by a newer question is dropped. */
export function useSearch(search: Search, isOpen: boolean, query: string, minQueryLength: number): Found {
  const [found, setFound] = useState<Found>({ groups: [], note: 'Searching…' })
  const latest = useRef(search)
  latest.current = search

  useEffect(() => {
    if (!isOpen) return
    if (query.trim().length < minQueryLength) {
      const letters = minQueryLength === 1 ? 'a letter' : `${minQueryLength} letters`
      return setFound({ groups: [], note: `Type at least ${letters} to search` })
    }
    let isStale = false
    latest.current(query.trim()).then(
      (groups) => isStale || setFound({ groups, note: undefined }),
      () => isStale || setFound({ groups: [], note: "The choices couldn't be loaded" }),
    )
    return () => {
      isStale = true
    }
  }, [isOpen, query, minQueryLength])

  return found
}

/** A search in choices that are already here: every typed word must occur. */
export function filterChoices(groups: ChoiceGroup[], query: string): ChoiceGroup[] {
  const words = query.toLocaleLowerCase().split(/\s+/)
  const fits = (choice: Choice) => {
    const text = `${choice.label} ${choice.hint ?? ''}`.toLocaleLowerCase()
    return words.every((word) => text.includes(word))
  }
  return groups
    .map((group) => ({ ...group, choices: group.choices.filter(fits) }))
    .filter((group) => group.choices.length > 0)
}
