import { diskHoldings } from './disk-holdings.js'
import { diskKept } from './disk-kept.js'
import { diskPacks } from './disk-packs.js'
import type { MailFiles } from './mail-files.js'

/** In a folder of this machine, or of a disk that machines share. */
export const onDisk = (dir: string): MailFiles => ({
  where: dir,
  packs: (workspaceId) => diskPacks(dir, workspaceId),
  kept: (workspaceId) => diskKept(dir, workspaceId),
  holdings: diskHoldings(dir),
})
