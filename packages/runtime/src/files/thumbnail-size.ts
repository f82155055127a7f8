import type { FileField } from './file-field.ts'

/** The room a smaller version may take, in pixels; the picture keeps its proportions. */
export interface ThumbnailSize {
  readonly width: number
  readonly height: number
}

const usual = '200x200'

/** The sizes a field has, by the names `size` may have in an address; `thumb` is the first of the model. */
export function thumbnailSizes({ thumbs = [] }: FileField): ReadonlyMap<string, ThumbnailSize> {
  const sizes = new Map([['thumb', sizeIn(thumbs[0] ?? usual)]])
  for (const name of thumbs) sizes.set(name, sizeIn(name))
  return sizes
}

function sizeIn(name: string): ThumbnailSize {
  const [width = 0, height = 0] = name.split('x').map(Number)
  return { width, height }
}
