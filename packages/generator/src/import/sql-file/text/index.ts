export { type Chunk, type ChunkSource, openChunks } from './read-chunks.ts'
export { afterWord, balancedEnd, skipToken } from './scan-tokens.ts'
export { type Piece, splitStatements } from './split-statements.ts'
export { createScanner, type Scanner } from './statement-scanner.ts'
