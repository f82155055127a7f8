export { type GroupedNote, groupNotes } from './group-notes.ts'
export { printReport } from './print-report.ts'
export { type RowCount, type SummaryOptions, summaryLines } from './summary-lines.ts'
