import type { TransactionPart } from '../script/index.ts'
import type { ScriptRun } from './script-run.ts'

/** The one part of a script that needs no record of its parts; undefined where there are several. */
export function onlyPart({ script }: ScriptRun): TransactionPart | undefined {
  const [first, ...rest] = script.parts
  if (first === undefined) {
    return { kind: 'transaction', title: null, firstStatement: 1, hash: '', statements: [] }
  }
  return rest.length === 0 && first.kind === 'transaction' ? first : undefined
}
