import { distance } from 'fastest-levenshtein'
import { type RefusalName, refusals } from './refusals/index.ts'
import type { Problem } from './site.ts'

/** What a refusal says beyond its code and place. */
export interface RefusalWords {
  message: string
  hint?: string
  nearest?: string | null
}

/** Collects the refusals of one expression. */
export interface ProblemList {
  refuse(name: RefusalName, offset: number, words: RefusalWords): void
  /** By their place in the text, each once. */
  all(): Problem[]
}

/** Starts an empty list. */
export function createProblemList(): ProblemList {
  const problems: Problem[] = []
  return {
    refuse(name, offset, { message, hint, nearest }) {
      const { code } = refusals[name]
      if (problems.some((known) => known.code === code && known.offset === offset)) return
      problems.push({ code, message, hint: hint ?? null, nearest: nearest ?? null, offset })
    },
    all: () => problems.toSorted((a, b) => a.offset - b.offset),
  }
}

/** The candidate that was probably meant; null where none is near. */
export function nearestName(name: string, candidates: readonly string[]): string | null {
  const limit = Math.max(1, Math.floor(name.length / 2.5))
  let best: { candidate: string; far: number } | null = null
  for (const candidate of candidates) {
    const far = distance(name.toLowerCase(), candidate.toLowerCase())
    if (far <= limit && (best === null || far < best.far)) best = { candidate, far }
  }
  return best?.candidate ?? null
}
