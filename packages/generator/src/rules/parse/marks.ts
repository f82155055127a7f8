import type { Expr } from '@cambium/model/ir'

/** Where a part of an expression stands in the text. */
export interface Mark {
  start: number
  /** For each name of a path. */
  segments: readonly Segment[]
}

export interface Segment {
  offset: number
  /** Written `?.name`. */
  optional: boolean
}

/** Places of the parts of one expression, kept beside the tree, which stays plain JSON. */
export interface Marks {
  set<Part extends Expr>(part: Part, mark: Mark): Part
  /** Copies a mark from the part it stands for. */
  at<Part extends Expr>(part: Part, start: number): Part
  of(part: Expr): Mark
}

/** Starts without any place. */
export function createMarks(): Marks {
  const marks = new WeakMap<Expr, Mark>()
  const set = <Part extends Expr>(part: Part, mark: Mark): Part => {
    marks.set(part, mark)
    return part
  }
  return {
    set,
    at: (part, start) => set(part, { start, segments: [] }),
    of: (part) => marks.get(part) ?? { start: 0, segments: [] },
  }
}
