import { runFuzz } from './run-fuzz.ts'

const [steps = '500', seed = '1'] = process.argv.slice(2)
const started = performance.now()
const report = await runFuzz({ steps: Number(steps), seed: Number(seed) })
for (const failure of report.failures) console.error(failure)
console.log({
  ...report,
  failures: report.failures.length,
  seconds: Math.round((performance.now() - started) / 1000),
})
process.exitCode = report.failures.length > 0 ? 1 : 0
