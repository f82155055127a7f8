export { bindRange } from './bind-range.ts'
export { estimateRows } from './estimate-rows.ts'
export { createPace, type Pace } from './pace.ts'
export { nextRange, type Range, withinRange } from './range.ts'
