import { readers } from '../../import/index.ts'
import type { Command } from '../command.ts'
import { readImportRequest, runImport } from '../import/index.ts'

/** `cambium import`: makes models of a foreign database or schema, and brings its rows. */
export const importSource: Command = (terminal, input) =>
  runImport(terminal, readImportRequest(input), readers)
