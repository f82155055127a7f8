export type { Mark, Marks, Segment } from './marks.ts'
export { type ArrowSite, type ParsedArrow, parseArrow } from './parse-arrow.ts'
