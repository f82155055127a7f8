export { type RowsHead, readHead } from './read-head.ts'
export { segmentRows } from './segment-rows.ts'
export { createSegments, type Segment, type Segments } from './segments.ts'
