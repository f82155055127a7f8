import { AppError, type FieldError, nearestName } from '../../errors/index.ts'

const maxNamesListed = 40

/** Collects what is wrong with a query string, so that the caller is told everything at once. */
export interface QueryProblems {
  add(path: string, code: string, message: string): void
  /** A name that is none of the allowed ones: says which, which are, and the nearest. */
  unknown(path: string, what: { code: string; wanted: string; allowed: readonly string[] }): void
  /** Throws a 400 when anything was added. */
  throwIfAny(): void
}

/** A fresh list of problems, for one request. */
export function createQueryProblems(): QueryProblems {
  const found: FieldError[] = []
  const add = (path: string, code: string, message: string): void => {
    found.push({ path, code, message })
  }
  return {
    add,
    unknown(path, { code, wanted, allowed }) {
      const nearest = nearestName(wanted, allowed)
      const shown = allowed.slice(0, maxNamesListed).join(', ')
      const more = allowed.length > maxNamesListed ? ', ...' : ''
      const meant = nearest === undefined ? '.' : `; did you mean "${nearest}"?`
      const kind = code.replaceAll('_', ' ')
      add(path, code, `${kind} "${shorten(wanted)}"${meant} Allowed: ${shown}${more}`)
    },
    throwIfAny() {
      const [first] = found
      if (first === undefined) return
      throw new AppError('bad_request', { message: first.message, errors: found })
    },
  }
}

/** What is repeated to the caller stays short and on one line. */
export function shorten(text: string): string {
  const clean = text.replaceAll(/\p{Cc}/gu, '?')
  return clean.length > 60 ? `${clean.slice(0, 57)}...` : clean
}
