import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { App } from '../app/index.ts'
import type { ErrorCode } from '../errors/index.ts'
import type { AnyRecord } from '../operation/index.ts'
import type { TestAnswer, TestCall } from './inject-call.ts'
import { type PrepareTenant, startTestApp, type TestApp } from './start-test-app.ts'
import type { TestUser } from './test-user.ts'

/** A value, or how to get it from what `prepare` made. */
type FromWorld<World, Value> = Value | ((world: World) => Value)

/** What JSON can hold. Not `unknown`, which would swallow the function beside it. */
type Json =
  | { readonly [member: string]: unknown }
  | readonly unknown[]
  | string
  | number
  | boolean
  | null

/** One request and what must come back. */
export interface Scenario<World> extends Omit<TestCall, 'as' | 'url' | 'body'> {
  readonly name: string
  readonly as?: FromWorld<World, TestUser>
  readonly url: FromWorld<World, string>
  readonly body?: FromWorld<World, Json>
  readonly expect: Expectation<World>
}

/** What must come back; what is not named may be anything. */
export interface Expectation<World> {
  readonly status: number
  /** Members the body must have; it may have more. */
  readonly body?: FromWorld<World, Json>
  /** The code of the refusal. */
  readonly problem?: ErrorCode
  /** Paths that must be among the `errors` of the refusal. */
  readonly errors?: readonly string[]
  /** Members the body must have, whatever they hold. */
  readonly shows?: readonly string[]
  /** Members the body must not have. */
  readonly hides?: readonly string[]
}

export interface ScenarioOptions<World> {
  readonly app: App
  /** False leaves out the owned hooks. */
  readonly hooks?: boolean
  /** Creates the tenant that every caller and every record belongs to, in an application with tenants. */
  readonly tenant?: PrepareTenant
  /** Creates what the scenarios need to be there. */
  readonly prepare?: (app: TestApp) => Promise<World>
  /** Run first, and one after the other: what must not be possible. */
  readonly refusals?: readonly Scenario<World>[]
  /** Run after that, in order: each sees what those before it have done. */
  readonly answers?: readonly Scenario<World>[]
}

/** Registers a table of requests as tests, all on one application with a database of its own. */
export function scenarios<World = undefined>(title: string, options: ScenarioOptions<World>): void {
  describe(title, () => {
    const running: { app?: TestApp; world?: World } = {}
    before(async () => {
      const { app, hooks = true, prepare, tenant } = options
      running.app = await startTestApp(app, { hooks, ...(tenant && { tenant }) })
      if (prepare !== undefined) running.world = await prepare(running.app)
    })
    after(() => running.app?.close())
    const run = (scenario: Scenario<World>) => async (): Promise<void> => {
      assert.ok(running.app !== undefined)
      await play(running.app, running.world as World, scenario)
    }
    for (const scenario of options.refusals ?? []) test(`refuses: ${scenario.name}`, run(scenario))
    for (const scenario of options.answers ?? []) test(scenario.name, run(scenario))
  })
}

async function play<World>(app: TestApp, world: World, scenario: Scenario<World>): Promise<void> {
  const { name: _name, as, url, body, expect, ...call } = scenario
  const sent = resolve(body, world)
  const answer = await app.call<AnyRecord | undefined>({
    ...call,
    as: resolve(as ?? null, world),
    url: resolve(url, world),
    ...(sent !== undefined && { body: sent }),
  })
  checkAnswer(answer, expect, world)
}

/** Throws what an answer has that was not expected, or has not. */
export function checkAnswer<World>(
  answer: TestAnswer<AnyRecord | undefined>,
  expect: Expectation<World>,
  world: World,
): void {
  assert.equal(answer.status, expect.status, answer.text)
  if (expect.problem !== undefined) checkProblem(answer, expect.problem)
  for (const path of expect.errors ?? []) {
    const errors = (answer.body?.errors ?? []) as readonly { path: string }[]
    assert.ok(
      errors.some((error) => error.path === path),
      `nothing is said about "${path}": ${answer.text}`,
    )
  }
  const members = Object.keys(answer.body ?? {})
  for (const name of expect.shows ?? [])
    assert.ok(members.includes(name), `no ${name} in ${answer.text}`)
  for (const name of expect.hides ?? [])
    assert.ok(!members.includes(name), `${name} in ${answer.text}`)
  const expected = resolve(expect.body, world)
  if (expected !== undefined) assert.partialDeepStrictEqual(answer.body, expected)
}

function checkProblem(answer: TestAnswer<AnyRecord | undefined>, code: ErrorCode): void {
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
  assert.equal(answer.body?.type, `/problems/${code.replaceAll('_', '-')}`)
}

function resolve<World, Value>(value: FromWorld<World, Value>, world: World): Value {
  return typeof value === 'function' ? (value as (world: World) => Value)(world) : value
}
