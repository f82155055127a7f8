import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: Frame }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

interface Frame {
  readonly functionName: string
  readonly url: string
  readonly lineNumber: number
}

const shown = 45

/** Where the main thread's time went: self time by function and by file, of the largest profile in the folder. */
export function summariseProfile(folder: string): string {
  const profiles = readdirSync(folder)
    .filter((name) => name.endsWith('.cpuprofile'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Profile)
    .sort((left, right) => right.samples.length - left.samples.length)
  const profile = profiles[0]
  if (!profile) return 'No profile was written'
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]))
  const byFunction = new Map<string, number>()
  const byFile = new Map<string, number>()
  let total = 0
  for (const [index, id] of profile.samples.entries()) {
    const frame = frames.get(id)
    const time = profile.timeDeltas[index] ?? 0
    if (!frame || frame.functionName === '(idle)') continue
    total += time
    add(byFile, fileOf(frame), time)
    add(
      byFunction,
      `${frame.functionName || '(anonymous)'} ${fileOf(frame)}:${frame.lineNumber + 1}`,
      time,
    )
  }
  return [
    'Self time by function',
    ...top(byFunction, total),
    '',
    'Self time by file',
    ...top(byFile, total),
  ].join('\n')
}

function add(times: Map<string, number>, key: string, time: number): void {
  times.set(key, (times.get(key) ?? 0) + time)
}

function top(times: Map<string, number>, total: number): string[] {
  return [...times]
    .sort((left, right) => right[1] - left[1])
    .slice(0, shown)
    .map(([key, time]) => `${((time / total) * 100).toFixed(1).padStart(6)} %  ${key}`)
}

function fileOf({ url }: Frame): string {
  return url === ''
    ? '(native)'
    : url.replace(/^file:\/\/.*?\/(?=packages\/|node_modules\/|src\/)/, '')
}
