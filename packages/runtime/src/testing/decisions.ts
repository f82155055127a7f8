import { after, before, describe, test } from 'node:test'
import type { App } from '../app/index.ts'
import type { TestCall } from './inject-call.ts'
import { checkAnswer, type Expectation } from './scenarios.ts'
import { type PrepareTenant, startTestApp, type TestApp } from './start-test-app.ts'

/** One request that an access rule decides, on data of its own, and what must come back. */
export interface Decision {
  readonly name: string
  /** Makes what must be there, and says who asks for what. */
  request(app: TestApp): Promise<TestCall>
  readonly expect: Expectation<undefined>
}

/** Registers decisions as tests, all on one application without its hooks. None sees the data of another. */
export function decisions(
  title: string,
  tested: App | { readonly app: App; readonly tenant: PrepareTenant },
  table: readonly Decision[],
): void {
  describe(title, () => {
    let running: TestApp | undefined
    before(async () => {
      running =
        'tenant' in tested
          ? await startTestApp(tested.app, { hooks: false, tenant: tested.tenant })
          : await startTestApp(tested, { hooks: false })
    })
    after(() => running?.close())
    for (const { name, request, expect } of table) {
      test(name, async () => {
        if (running === undefined) throw new Error('The application did not start')
        checkAnswer(await running.call(await request(running)), expect, undefined)
      })
    }
  })
}
