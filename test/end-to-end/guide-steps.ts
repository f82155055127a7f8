import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** One block of a guide that changes a project or runs something in it. */
export type GuideStep =
  | { kind: 'file'; path: string; text: string }
  | { kind: 'change'; path: string; before: string; after: string }
  | { kind: 'command'; command: string; output: string }

/** Reads the blocks of a guide: whole files, changes of files, commands with what they print. */
export function readGuide(text: string): GuideStep[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, language, body = '']) => {
    if (language === 'ts') return [fileOf(body)]
    if (language === 'diff') return [changeOf(body)]
    return commandsOf(body)
  })
}

function fileOf(body: string): GuideStep {
  const [first = '', ...lines] = body.split('\n')
  return { kind: 'file', path: first.replace('// ', ''), text: lines.join('\n') }
}

function changeOf(body: string): GuideStep {
  const [first = '', ...lines] = body.trimEnd().split('\n')
  const side = (sign: string) =>
    lines.filter((line) => ' '.concat(sign).includes(line[0] ?? '?')).map((line) => line.slice(1))
  return {
    kind: 'change',
    path: first.replace('# ', ''),
    before: side('-').join('\n'),
    after: side('+').join('\n'),
  }
}

function commandsOf(body: string): GuideStep[] {
  return body
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...lines] = part.split('\n')
      return { kind: 'command', command, output: lines.join('\n').trimEnd() }
    })
}

/** Writes a file, or the part of one that a guide shows. */
export function applyStep(project: string, step: Exclude<GuideStep, { kind: 'command' }>): void {
  const path = join(project, todays(project, step.path))
  if (step.kind === 'file') {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, step.text)
    return
  }
  const text = readFileSync(path, 'utf8')
  if (!text.includes(step.before)) throw new Error(`${step.path} does not hold:\n${step.before}`)
  writeFileSync(
    path,
    text.replace(step.before, () => step.after),
  )
}

/** A migration is named after the time it was saved. */
function todays(project: string, path: string): string {
  const [, title] = /^migrations\/\d{8}T\d{6}_([^/]+)/.exec(path) ?? []
  if (title === undefined) return path
  const folder = readdirSync(join(project, 'migrations')).find((name) => name.endsWith(`_${title}`))
  return path.replace(/^migrations\/[^/]+/, `migrations/${folder}`)
}

/** What a command prints, on either output; what differs from one machine and day to the next is left out. */
export function runShell(project: string, command: string): Promise<string> {
  const env = { ...process.env, NO_COLOR: '1' }
  return new Promise((resolve) => {
    execFile('bash', ['-c', `{ ${command}; } 2>&1`], { cwd: project, env }, (_error, output) => {
      const lines = output.replaceAll(project, '~/library').trimEnd().split('\n')
      resolve(lines.filter((line) => !line.startsWith('npm warn')).join('\n'))
    })
  })
}

/** The same text whenever it was printed, and whatever else a newer version generates. */
export function comparable(text: string): string {
  return text
    .replaceAll(/(created|changed|unchanged) \d+( \([^)]*\))?/g, '$1 SOME')
    .replaceAll(/\d{8}T\d{6}/g, 'TIME')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'TIME')
}
