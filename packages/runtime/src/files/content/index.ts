export { type Content, type ContentReader, createContentReader } from './content-reader.ts'
export { cleanName, truthfulName } from './file-name.ts'
export type { PixelSize } from './pixel-size.ts'
