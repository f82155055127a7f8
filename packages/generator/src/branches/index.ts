export { branchesOf, findOverlaps, type Overlap } from './find-overlaps.ts'
export { mergeModels } from './merge-models.ts'
export { overlapWords } from './overlap-words.ts'
export { readModelOf, readStart, type Start } from './read-start.ts'
