export { lookAtRows } from './look-at-rows.ts'
export { type RowsHead, readHead } from './read-head.ts'
export { segmentRows } from './segment-rows.ts'
export { createSegments, type RowsOwner, type Segment, type Segments } from './segments.ts'
