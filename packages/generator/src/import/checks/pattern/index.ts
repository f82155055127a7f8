export { patternOfGlob } from './glob-pattern.ts'
export { patternOfLike } from './like-pattern.ts'
export { patternOfRegex } from './regex-pattern.ts'
