import type { PathExpr } from '../schema/index.ts'

/** Paths that are known not to be null at one place of an expression. */
export type Facts = ReadonlySet<string>

/** Nothing is known yet. */
export const noFacts: Facts = new Set()

/** How facts name a path, or the beginning of one. */
export function factKey(path: PathExpr, length: number = path.path.length): string {
  return [path.base, ...path.path.slice(0, length)].join('.')
}

/** Facts that hold in both cases. */
export function commonFacts(a: Facts, b: Facts): Facts {
  return new Set([...a].filter((key) => b.has(key)))
}

/** Adds that the path and everything on the way to it is there. */
export function withPresent(
  facts: Facts,
  path: PathExpr,
  length: number = path.path.length,
): Facts {
  const found = new Set(facts)
  for (let end = 0; end <= length; end += 1) found.add(factKey(path, end))
  return found
}

/** Adds that the path itself is not null; what leads to it may still be missing. */
export function withNotNull(facts: Facts, path: PathExpr): Facts {
  return new Set(facts).add(factKey(path))
}
