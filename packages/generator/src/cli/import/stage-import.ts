import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { refusals } from '../../emit/index.ts'
import {
  type Diagnostic,
  hasErrors,
  type ReadResult,
  readModel,
  type SourceFile,
} from '../../read/index.ts'

/** What the models of an import say, read as if they stood in their project. */
export interface StagedImport {
  read: ReadResult
  /** Everything the checker says, warnings included. */
  diagnostics: Diagnostic[]
  isFine: boolean
}

/**
 * Reads the files of a project in a folder that is none, by the same reader and checker as every other model. Nothing
 * else is written, and the folder goes again.
 */
export async function stageImport(files: readonly SourceFile[]): Promise<StagedImport> {
  const stage = mkdtempSync(join(tmpdir(), 'cambium-import-'))
  try {
    for (const { path, text } of [
      { path: 'package.json', text: '{ "type": "module" }\n' },
      ...files,
    ]) {
      mkdirSync(dirname(join(stage, path)), { recursive: true })
      writeFileSync(join(stage, path), text)
    }
    const read = await readModel(stage)
    const refused = read.model === null ? [] : refusals(read.model).map(read.place)
    const diagnostics = [...read.diagnostics, ...refused]
    return { read, diagnostics, isFine: read.model !== null && !hasErrors(diagnostics) }
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}
