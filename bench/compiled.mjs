/**
 * Benches are TypeScript and run through tsx; Daybook itself they run compiled, as an installation does: tsx adds code of its own to every
 * function, so that it keeps its name.
 */
import { register } from 'node:module'
import { pathToFileURL } from 'node:url'

const hooks = `
  const src = ${JSON.stringify(new URL('../src/', import.meta.url).href)}
  const dist = ${JSON.stringify(new URL('../dist/', import.meta.url).href)}
  export async function resolve(specifier, context, next) {
    const found = await next(specifier, context)
    const [file] = found.url.split('?')
    if (!file.startsWith(src)) return found
    return { url: dist + file.slice(src.length).replace(/\\.ts$/, '.js'), format: 'module', shortCircuit: true }
  }`
register(`data:text/javascript,${encodeURIComponent(hooks)}`, pathToFileURL('./'))
