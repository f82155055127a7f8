export { type PushCommand, parsePush } from './parse-push.ts'
export { runPush } from './run-push.ts'
