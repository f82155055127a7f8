/** A name that brings its own import into the file it is printed in. */
export interface Name {
  readonly kind: 'name'
  /** As its module exports it; `*` for the whole module, `default` for the value of a JSON file. */
  readonly name: string
  /** A package, or a path from the project's root: `src/tasks/task.schema.gen.ts`. */
  readonly from: string
  readonly isType: boolean
  /** What it is called where `name` is taken. */
  readonly otherwise: string
}

/** A function or constant of another module. */
export function valueName(from: string, name: string): Name {
  return { kind: 'name', name, from, isType: false, otherwise: secondName(name) }
}

/** A type of another module. */
export function typeName(from: string, name: string, otherwise: string = secondName(name)): Name {
  return { kind: 'name', name, from, isType: true, otherwise }
}

/** A whole module under one name. */
export function moduleName(from: string, local: string): Name {
  return { kind: 'name', name: '*', from, isType: false, otherwise: local }
}

/** The value of a JSON file under one name. */
export function jsonName(from: string, local: string): Name {
  return { kind: 'name', name: 'default', from, isType: false, otherwise: local }
}

function secondName(name: string): string {
  const upper = name.charAt(0).toUpperCase() + name.slice(1)
  return upper === name ? `Cambium${upper}` : `cambium${upper}`
}
