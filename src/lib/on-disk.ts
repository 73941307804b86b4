import { access, open } from 'node:fs/promises'

export const isThere = (place: string): Promise<boolean> =>
  access(place).then(
    () => true,
    () => false,
  )

/** Whatever was written to a file, or which names a folder has, survives a power cut from here on. */
export async function syncPlace(place: string): Promise<void> {
  const handle = await open(place, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
