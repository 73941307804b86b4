import { type Browser, chromium } from 'playwright-core'
import { afterAll } from 'vitest'
import { CHROMIUM_FLAGS } from '../../scripts/services/chromium.js'
import { testServer } from './servers.js'

/** A headless browser for this test file, closed after its last test. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath } = await testServer('chromium')
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS, chromiumSandbox: false })
  afterAll(() => browser.close())
  return browser
}
