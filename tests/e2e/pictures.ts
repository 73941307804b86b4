import path from 'node:path'
import type { Page } from 'playwright-core'

const FOLDER = path.resolve('.cache/e2e')
const IS_WANTED = process.env['E2E_PICTURES'] === '1'

/** What a page looks like, for whoever asks to see the story: a picture without a graphics card takes half a second of a core. */
export async function picture(page: Page, name: string): Promise<void> {
  if (IS_WANTED) await evidence(page, name)
}

/** One that is taken in any case, of a step that failed. */
export const evidence = async (page: Page, name: string): Promise<void> =>
  void (await page.screenshot({ path: path.join(FOLDER, `${name}.png`) }))
