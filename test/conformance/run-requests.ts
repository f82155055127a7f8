import fc from 'fast-check'
import { type Answer, type AnswerChecker, createAnswerChecker } from './answer-checker.ts'
import { arbitraryRequest, type PlannedRequest } from './arbitrary-request.ts'
import {
  documentOf,
  type ExampleName,
  type RunningExample,
  startExample,
} from './example-project.ts'
import { fillRequest } from './fill-request.ts'
import type { KnownIds } from './known-ids.ts'
import { type Operation, operationsOf } from './open-api-document.ts'
import { createTally, type RunReport, type Tally } from './run-report.ts'
import { type Sending, startSending } from './send-request.ts'

export interface RunOptions {
  readonly example: ExampleName
  readonly requests: number
  readonly seed: number
  /** Whether requests go over connections or through the server in this process. */
  readonly over: 'inject' | 'socket'
  /** As `startTestApp` takes it. */
  readonly database?: 'sqlite' | 'postgres'
  readonly scanRows?: number
}

/** A fresh database now and then, or everything there would be deleted before long. */
const requestsPerDatabase = 1_000
/** A request that takes longer counts as hanging. */
const patienceMs = 5_000

/** Sends random requests to every operation of an example and compares each answer with its document. */
export async function runRequests(options: RunOptions): Promise<RunReport> {
  const document = documentOf(options.example)
  const checker = createAnswerChecker(document)
  const operations = operationsOf(document)
  const arbitraries = operations.map((one) => ({
    weight: weightOf(one),
    arbitrary: arbitraryRequest(document, one),
  }))
  const tally = createTally()
  for (let done = 0; done < options.requests; done += requestsPerDatabase) {
    const numRuns = Math.min(requestsPerDatabase, options.requests - done)
    const planned = fc.sample(fc.oneof(...arbitraries), { numRuns, seed: options.seed + done })
    const running = await startExample(options.example, options)
    const sending = await startSending(running.app, options.over)
    try {
      for (const one of planned)
        await sendOne(one, { running, sending, checker, tally, operations })
    } finally {
      sending.stop()
      await running.app.close()
    }
  }
  return tally.report()
}

/** What is about the service takes no input, and accounts take their time: both are called seldom. */
function weightOf({ path }: Operation): number {
  if (!path.startsWith('/api/') || path.endsWith('.json')) return 1
  return path.startsWith('/api/auth/') ? 2 : 12
}

interface Run {
  readonly running: RunningExample
  readonly sending: Sending
  readonly checker: AnswerChecker
  readonly tally: Tally
  readonly operations: readonly Operation[]
}

async function sendOne(planned: PlannedRequest, run: Run): Promise<void> {
  const { running, sending, checker, tally, operations } = run
  const operation = calledOperation(planned, operations)
  const request = await fillRequest(planned, running)
  const started = performance.now()
  const answer = await patiently(sending.send(request))
  const tookMs = performance.now() - started
  const faults =
    answer === undefined ? ['hangs'] : [...checker.faultsOf(operation, request, answer)]
  const isWrite = operation.body !== undefined && request.method === operation.method
  if (answer !== undefined && answer.status < 300 && isWrite) {
    noteId(answer, operation, running.ids)
    const isAllowed = checker.accepts(operation, JSON.parse(request.body ?? 'null'))
    if (!isAllowed) faults.push('accepts a body that the document does not allow')
  }
  if (answer && isRefusedWrongly(planned, answer)) faults.push('refuses what the document allows')
  tally.add({ operation: operation.id, request, answer, faults, tookMs })
}

/** Which names an aggregate takes, and who may see a field, no schema says. */
function isRefusedWrongly(planned: PlannedRequest, { status, text }: Answer): boolean {
  const { operation, isWellFormed } = planned
  if (!isWellFormed || status !== 400 || operation.method !== 'GET') return false
  // A page that says that something did not work says so with its status.
  if (!Object.keys(operation.responses).some((code) => code.startsWith('2'))) return false
  // Which parameters there are is left to chance.
  if (operation.parameters.some((one) => one.in === 'query' && one.required)) return false
  return !operation.path.endsWith('/aggregate') && !text.includes('You may not')
}

/** Another method than planned may be another operation of the same address. */
function calledOperation(
  { operation, method }: PlannedRequest,
  operations: readonly Operation[],
): Operation {
  const called = operations.find((one) => one.path === operation.path && one.method === method)
  return called ?? operation
}

/** The answer, or nothing when it does not come in time. */
async function patiently(answer: Promise<Answer>): Promise<Answer | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

function noteId({ text }: Answer, { tag }: Operation, ids: KnownIds): void {
  const id = /"id":"([^"]+)"/.exec(text)?.[1]
  if (id !== undefined) ids.add(tag, id)
}
