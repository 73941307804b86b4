import { createContext, useCallback, useContext, useMemo, useState } from 'react'
import type { Block, Container, ElementState, Options, StateValues } from '../../page-api.js'
import { messageOf } from '../live/http.js'
import { useSandbox } from '../live/sandbox.js'
import { initialValues } from './initial-state.js'

/** A message, a modal or a Home: what its interactive elements read and report to. */
export type Surface = {
  values: StateValues
  /** Remembers what was filled in; nobody is told. */
  change: (blockId: string, actionId: string, element: ElementState) => void
  /** Remembers and tells the app (`block_actions`). */
  report: (blockId: string, actionId: string, element: ElementState) => Promise<void>
  askOptions: (blockId: string, actionId: string, query: string) => Promise<Options>
  /** Whether the app is still being told about this element. */
  isBusy: (blockId: string, actionId: string) => boolean
}

export const SurfaceContext = createContext<Surface | null>(null)

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext)
  if (!surface) throw new Error('useSurface needs a SurfaceContext above it')
  return surface
}

/** Keeps what was typed while the blocks around it change, as long as block_id and action_id stay. */
export function useSurfaceOf(container: Container, blocks: Block[], attachmentId?: number): Surface {
  const { client, toast } = useSandbox()
  const [typed, setTyped] = useState<StateValues>({})
  const [busy, setBusy] = useState<readonly string[]>([])
  const values = useMemo(() => mergeTyped(initialValues(blocks), typed), [blocks, typed])

  const change = useCallback((blockId: string, actionId: string, element: ElementState) => {
    setTyped((current) => ({ ...current, [blockId]: { ...current[blockId], [actionId]: element } }))
  }, [])

  const report = async (blockId: string, actionId: string, element: ElementState) => {
    const key = `${blockId} ${actionId}`
    const holdsValue = values[blockId]?.[actionId] !== undefined
    if (holdsValue) change(blockId, actionId, element)
    const state = holdsValue ? mergeOne(values, blockId, actionId, element) : values
    setBusy((current) => [...current, key])
    try {
      const of = attachmentId === undefined ? {} : { attachmentId }
      await client.act({ container, blockId, actionId, element, state, ...of })
    } catch (error) {
      toast(messageOf(error))
    } finally {
      setBusy((current) => current.filter((it) => it !== key))
    }
  }

  return {
    values,
    change,
    report,
    askOptions: (blockId, actionId, query) => client.askOptions({ container, blockId, actionId, query }),
    isBusy: (blockId, actionId) => busy.includes(`${blockId} ${actionId}`),
  }
}

function mergeTyped(initial: StateValues, typed: StateValues): StateValues {
  let values = initial
  for (const [blockId, actions] of Object.entries(typed)) {
    for (const [actionId, element] of Object.entries(actions)) {
      const isStillThere = initial[blockId]?.[actionId]?.type === element.type
      if (isStillThere) values = mergeOne(values, blockId, actionId, element)
    }
  }
  return values
}

function mergeOne(values: StateValues, blockId: string, actionId: string, element: ElementState): StateValues {
  return { ...values, [blockId]: { ...values[blockId], [actionId]: element } }
}
