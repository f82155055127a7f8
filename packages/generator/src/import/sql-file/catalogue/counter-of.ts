import type { Node } from 'libpg-query'
import type { Counter } from './catalogue.ts'
import { constantText } from './constant-value.ts'

/** Where a sequence begins and how far apart its numbers are. */
export function counterOf(options: readonly Node[] | undefined): Counter {
  const option = (name: string): number | null => {
    for (const node of options ?? []) {
      if (!('DefElem' in node) || node.DefElem.defname !== name) continue
      const { arg } = node.DefElem
      if (arg === undefined) return null
      const text = 'Integer' in arg ? String(arg.Integer.ival ?? 0) : floatText(arg)
      return text === undefined ? null : Number(text)
    }
    return null
  }
  return { start: option('start') ?? 1, step: option('increment') ?? 1 }
}

function floatText(node: Node): string | undefined {
  return 'Float' in node ? node.Float.fval : constantText(node)
}
