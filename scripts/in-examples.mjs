// Runs a command of cambium in every example: node scripts/in-examples.mjs check
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const cambium = fileURLToPath(new URL('../packages/generator/bin/cambium.mjs', import.meta.url))

for (const example of readdirSync(`${root}/examples`).sort()) {
  console.log(`examples/${example}`)
  const result = spawnSync(process.execPath, [cambium, ...process.argv.slice(2)], {
    cwd: `${root}/examples/${example}`,
    stdio: 'inherit',
  })
  if (result.status !== 0) process.exitCode = result.status ?? 1
}
