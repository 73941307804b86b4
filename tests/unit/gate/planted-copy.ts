import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { ROOT } from '../../support/places.js'

export type Finding = { code: string; filename: string }

/** Lints a directory that has this project's settings and only these files. */
export async function lintFiles(files: Map<string, string>): Promise<Finding[]> {
  const copy = await mkdtemp(path.join(os.tmpdir(), 'daybook-gate-'))
  try {
    for (const kept of ['oxlint.config.mjs', 'scripts/gate', 'tsconfig.json', 'package.json'])
      await cp(path.join(ROOT, kept), path.join(copy, kept), { recursive: true })
    await symlink(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'))
    for (const [file, text] of files) {
      await mkdir(path.join(copy, path.dirname(file)), { recursive: true })
      await writeFile(path.join(copy, file), text)
    }
    return await lint(copy)
  } finally {
    await rm(copy, { recursive: true })
  }
}

function lint(dir: string): Promise<Finding[]> {
  const oxlint = path.join(ROOT, 'node_modules/oxlint/bin/oxlint')
  const args = [oxlint, '-c', 'oxlint.config.mjs', '--format=json', 'src', 'tests']
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: dir, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (!stdout.startsWith('{')) return reject(new Error(`oxlint said: ${stdout}${stderr}`, { cause: error }))
      resolve((JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics)
    })
  })
}
