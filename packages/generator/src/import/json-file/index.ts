export { type ElementsPlace, findElements, readHead } from './find-elements.ts'
export { type ElementBatch, readElements } from './read-elements.ts'
