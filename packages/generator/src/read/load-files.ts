import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { LoadReport, LoadRequest } from './load-protocol.ts'

/** How long all model files of a project may take together. */
export const loadTimeoutMs = 10_000

/** What the loading process said, and how it ended. */
export interface LoadOutcome {
  reports: LoadReport[]
  ended: 'done' | 'timeout' | 'stopped'
  /** The file it was at when it ended early. */
  at: string | null
  /** The end of what it printed on its error output. */
  errorOutput: string
}

/**
 * Imports files of a project in a process that may read the project and the model package, write nothing, start
 * nothing, and takes at most `timeoutMs`.
 */
export function loadFiles(
  project: string,
  files: readonly { readonly path: string; readonly text?: string }[],
  timeoutMs: number = loadTimeoutMs,
): Promise<LoadOutcome> {
  const root = realpathSync(project)
  const request: LoadRequest = {
    mark: `${randomUUID()} `,
    project: root,
    modelPackage: pathToFileURL(modelEntry()).href,
    files: files.map((file) => ({ ...file, url: pathToFileURL(join(root, file.path)).href })),
  }
  return runChild(request, timeoutMs)
}

function runChild(request: LoadRequest, timeoutMs: number): Promise<LoadOutcome> {
  const outcome: LoadOutcome = { reports: [], ended: 'stopped', at: null, errorOutput: '' }
  const child = spawn(process.execPath, childArguments(request), {
    cwd: request.project,
    env: { NODE_ENV: 'development' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const timer = setTimeout(() => {
    outcome.ended = 'timeout'
    child.kill('SIGKILL')
  }, timeoutMs)
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith(request.mark)) note(outcome, JSON.parse(line.slice(request.mark.length)))
  })
  child.stderr.on('data', (chunk) => {
    outcome.errorOutput = `${outcome.errorOutput}${chunk}`.slice(-2000)
  })
  // a child that stops before it has read its input breaks the pipe; its end is reported by `close`
  child.stdin.on('error', () => undefined)
  child.stdin.end(JSON.stringify(request))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => {
      clearTimeout(timer)
      resolve(outcome)
    })
  })
}

function note(outcome: LoadOutcome, report: LoadReport): void {
  outcome.reports.push(report)
  if (report.type === 'loading') outcome.at = report.path
  else if (report.type === 'done') outcome.ended = 'done'
  else outcome.at = null
}

function childArguments({ project, modelPackage }: LoadRequest): string[] {
  const here = import.meta.dirname
  const extension = import.meta.filename.endsWith('.ts') ? '.ts' : '.js'
  const readable = [project, dirname(dirname(fileURLToPath(modelPackage))), here]
  return [
    '--permission',
    ...readable.map((folder) => `--allow-fs-read=${join(folder, '*')}`),
    '--no-warnings',
    '--max-old-space-size=512',
    join(here, `load-child${extension}`),
  ]
}

/** The file of `@cambium/model` that this generator was installed with. */
function modelEntry(): string {
  return realpathSync(fileURLToPath(import.meta.resolve('@cambium/model')))
}
