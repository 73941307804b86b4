import { setUp } from './setup/setup.mjs'

await setUp()
