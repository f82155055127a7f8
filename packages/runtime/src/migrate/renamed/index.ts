export { backwards, type RenamedNames, renameRecords } from './rename-records.ts'
