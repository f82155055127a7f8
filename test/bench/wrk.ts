import { execFile, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Load, LoadTool, Seen } from './load.ts'

const execute = promisify(execFile)

/** True where wrk is installed. */
export function hasWrk(): boolean {
  return spawnSync('wrk', ['--version']).error === undefined
}

/** Load by wrk: one thread, the requests written out once in a Lua script under the folder. */
export function createWrk(folder: string): LoadTool {
  const written = new Map<Load, string>()

  function scriptOf(load: Load): string {
    let path = written.get(load)
    if (path === undefined) {
      path = join(folder, `load-${written.size}.lua`)
      writeFileSync(path, luaOf(load))
      written.set(load, path)
    }
    return path
  }

  return {
    name: 'wrk',
    async run(load, { seconds, connections }) {
      const { stdout } = await execute('wrk', [
        ...['-t', '1', '-c', String(connections), '-d', String(Math.ceil(seconds))],
        ...['-s', scriptOf(load), `http://127.0.0.1:${load.port}`],
      ])
      const line = stdout.split('\n').find((text) => text.startsWith('seen '))
      if (line === undefined) throw new Error(`wrk said nothing of use:\n${stdout}`)
      return JSON.parse(line.slice('seen '.length)) as Seen
    },
  }
}

const report = `
done = function(summary, latency)
  local e = summary.errors
  local failures = e.connect + e.read + e.write + e.status + e.timeout
  print(string.format(
    'seen {"requests":%d,"failures":%d,"seconds":%f,"p50Ms":%f,"p99Ms":%f}',
    summary.requests, failures, summary.duration / 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
`

function luaOf({ requests }: Load): string {
  const formatted = requests.map(({ method, path, headers, body }) => {
    const fields = Object.entries(headers).map(([name, value]) => `[${lua(name)}]=${lua(value)}`)
    const content = body === undefined ? 'nil' : lua(body)
    return `wrk.format(${lua(method)}, ${lua(path)}, {${fields.join(',')}}, ${content})`
  })
  return `
init = function()
  requests = {}
${formatted.map((text) => `  requests[#requests + 1] = ${text}`).join('\n')}
end
local at = 0
request = function()
  at = at % #requests + 1
  return requests[at]
end
${report}`
}

/** Lua reads the escapes of JSON's strings too, but for \\u, which the loads do not hold. */
function lua(text: string): string {
  return JSON.stringify(text)
}
