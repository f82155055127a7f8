export { createMany } from './create-many.ts'
export { deleteMatching, type Matching, updateMatching } from './matching.ts'
export { maxMany } from './max-many.ts'
export { placeRefusal } from './place-refusal.ts'
