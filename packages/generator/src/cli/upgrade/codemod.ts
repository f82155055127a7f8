import type { SourceFile } from '../../read/index.ts'

/** A change of your own files that a version asks for. Run twice, it changes nothing the second time. */
export interface Codemod {
  name: string
  /** The version that asks for it: it runs when a project comes from below. */
  version: string
  /** What it does, in one sentence. */
  says: string
  /** The new text of a file; `null` for one it has nothing to do with. */
  rewrite(file: SourceFile): string | null
}

/** Every codemod, oldest first. There is none: no version has asked for one. */
export const codemods: readonly Codemod[] = []
