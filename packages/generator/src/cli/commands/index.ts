import type { Command } from '../command.ts'

/** Each command is loaded only when it runs. */
export const loaders: { [name: string]: () => Promise<Command> } = {
  new: async () => (await import('./new.ts')).newProject,
  import: async () => (await import('./import.ts')).importSource,
  generate: async () => (await import('./generate.ts')).generate,
  check: async () => (await import('./check.ts')).check,
  dev: async () => (await import('./dev.ts')).dev,
  eject: async () => (await import('./eject.ts')).eject,
  merge: async () => (await import('./merge.ts')).merge,
  'merge-lock': async () => (await import('./merge-lock.ts')).mergeLock,
  restore: async () => (await import('./restore.ts')).restore,
  migrate: async () => (await import('./migrate.ts')).migrate,
  rename: async () => (await import('./rename.ts')).rename,
  upgrade: async () => (await import('./upgrade.ts')).upgrade,
  why: async () => (await import('./why.ts')).why,
  export: async () => (await import('./export.ts')).exportRows,
  privacy: async () => (await import('./privacy.ts')).privacy,
  explain: async () => (await import('./explain.ts')).explain,
  doctor: async () => (await import('./doctor.ts')).doctor,
}
