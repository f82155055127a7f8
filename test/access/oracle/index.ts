export type { Situation } from './decide.ts'
export { expectAnswer } from './expect-answer.ts'
export { denied, type Expected } from './expected.ts'
export { createGraph, type Graph } from './graph.ts'
export { historyOf } from './history.ts'
export { endOfPage } from './read.ts'
export { grantsOf } from './sharing.ts'
export {
  fieldsOf,
  isOpen,
  masked,
  mayRead,
  mayReadAny,
  mayReadField,
  visible,
  visibleRelated,
} from './sight.ts'
