export type { TestDatabaseKind } from '../config/index.ts'
export type { CodeInside } from './code-inside.ts'
export { type Decision, decisions } from './decisions.ts'
export type { TestAnswer, TestCall } from './inject-call.ts'
export { type Expectation, type Scenario, type ScenarioOptions, scenarios } from './scenarios.ts'
export {
  type PrepareTenant,
  startTestApp,
  type TestApp,
  type TestAppOptions,
} from './start-test-app.ts'
export { guest, type TestUser, user, userOf } from './test-user.ts'
export type { TestFile } from './upload-file.ts'
