/** A file the emitters want in the project. */
export interface EmittedFile {
  /** Relative to the project, with `/`. */
  path: string
  text: string
  /** Written once when it is missing, never opened for writing again. */
  owned?: boolean
}

/** The name a generated file has once it is ejected: `task.routes.gen.ts` becomes `task.routes.ts`. */
export function ownedName(path: string): string {
  return path.replace(/\.gen\.([a-z]+)$/, '.$1')
}

/** The generated name of an owned path: `task.routes.ts` becomes `task.routes.gen.ts`. */
export function generatedName(path: string): string {
  return isGeneratedName(path) ? path : path.replace(/\.([a-z]+)$/, '.gen.$1')
}

/** Whether a path has the form of a generated file. */
export function isGeneratedName(path: string): boolean {
  return /\.gen\.[a-z]+$/.test(path)
}
