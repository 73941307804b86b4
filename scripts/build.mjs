/** `npm run build`: everything that is made from sources, as far as it is out of date. */
import { setUp } from './setup/setup.mjs'

try {
  await setUp()
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
