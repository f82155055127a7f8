export { fileTablesOf, mayUpload } from './file-tables.ts'
export { giveUpFiles, settleFiles } from './keep-files.ts'
export { nameFiles } from './name-files.ts'
export { readFile, type WantedFile } from './read-file.ts'
