import { parseArgs } from 'node:util'
import { describeReport } from './describe-report.ts'
import { runFuzz } from './run-fuzz.ts'

const { values } = parseArgs({
  options: {
    decisions: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    rules: { type: 'string', default: '60' },
  },
})

const report = await runFuzz({
  seed: Number(values.seed),
  decisions: Number(values.decisions),
  rulesPerWorld: Number(values.rules),
  onProgress: ({ worlds, decisions }) => {
    process.stderr.write(`${worlds} models, ${decisions} decisions\n`)
  },
})
process.stdout.write(describeReport(report))
process.exitCode = report.differences.length === 0 ? 0 : 1
