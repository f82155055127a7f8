export type { ThumbnailSize } from './make-thumbnail.ts'
export { thumbnailSizes } from './thumbnail-size.ts'
export { createThumbnails, type Thumbnails } from './thumbnails.ts'
