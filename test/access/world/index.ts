export { atOneInstant } from './at-one-instant.ts'
export { type GeneratedProject, generateProject, type Spoil } from './generated-project.ts'
export { type Mistake, mistakes } from './mistakes.ts'
export { modelOf } from './model-of.ts'
export { randomSubject } from './random-lists.ts'
export { idOf, isOfTenants, randomRow, randomValue } from './random-rows.ts'
export { randomShape } from './random-shape.ts'
export { randomAskers, randomRows } from './random-tables.ts'
export {
  type Answer,
  type Call,
  openWorldDatabase,
  type ServedWorld,
  serveWorld,
} from './served-world.ts'
export type {
  Asker,
  EntityShape,
  Grant,
  HistoryEvent,
  Link,
  Row,
  Rows,
  RuleShape,
  Shape,
  Value,
} from './shape.ts'
export { createUndoingDatabase } from './undoing-database.ts'
