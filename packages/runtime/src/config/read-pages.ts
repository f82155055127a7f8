import type { PagesConfig } from './config.ts'
import type { VariableName, Variables } from './variables.ts'

/** Pages of the application's own, in place of the plain ones of its accounts. */
export function readPages(variables: Variables): PagesConfig {
  return {
    error: readPage(variables, 'AUTH_ERROR_PAGE'),
    code: readPage(variables, 'AUTH_CODE_PAGE'),
  }
}

/** A path and nothing else: what a browser takes for another origin would send people away from here. */
function readPage(variables: Variables, name: VariableName): string | undefined {
  const path = variables.get(name)
  if (path === undefined || /^\/(?:[\w.-][\w./-]*)?$/.test(path)) return path
  variables.refuse(`${name} must be a path of this origin, such as /sign-in/code.`)
  return undefined
}
