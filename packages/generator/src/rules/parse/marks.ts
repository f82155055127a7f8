import type { Expr } from '@cambium/model/ir'

/** Where a part of an expression stands in the text. */
export interface Mark {
  start: number
  end: number
  /** For each name of a path, or each item of a list. */
  segments: readonly Segment[]
}

/** A stretch of the text. */
export interface Span {
  start: number
  end: number
}

export interface Segment {
  offset: number
  /** Written `?.name`. */
  optional: boolean
}

/** Places of the parts of one expression, kept beside the tree, which stays plain JSON. */
export interface Marks {
  set<Part extends Expr>(part: Part, mark: Mark): Part
  /** Places a part without names of its own. */
  at<Part extends Expr>(part: Part, span: Span): Part
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
    at: (part, { start, end }) => set(part, { start, end, segments: [] }),
    of: (part) => marks.get(part) ?? { start: 0, end: 0, segments: [] },
  }
}
