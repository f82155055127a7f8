import { globSync } from 'node:fs'
import { byCodeUnit, configFile, readText, type SourceFile } from '../../read/index.ts'
import type { Codemod } from './codemod.ts'
import { compareVersions } from './compare-versions.ts'

/** What the codemods between two versions make of the files of a project. */
export interface CodemodRun {
  ran: { name: string; says: string; files: string[] }[]
  /** The files that change, with their text before and after all of them. */
  changes: { path: string; before: string; text: string }[]
}

export interface CodemodOptions {
  from: string
  to: string
  registry: readonly Codemod[]
}

/** Runs the codemods of the versions after `from` up to `to`, in their order, on the owned TypeScript files. Writes nothing. */
export function runCodemods(project: string, { from, to, registry }: CodemodOptions): CodemodRun {
  const wanted = registry.filter(
    ({ version }) => compareVersions(version, from) > 0 && compareVersions(version, to) <= 0,
  )
  const before = wanted.length === 0 ? [] : ownedFiles(project)
  const texts = new Map(before.map(({ path, text }) => [path, text]))
  const ran = wanted.map(({ name, says, rewrite }) => {
    const files: string[] = []
    for (const [path, text] of texts) {
      const next = rewrite({ path, text })
      if (next === null || next === text) continue
      texts.set(path, next)
      files.push(path)
    }
    return { name, says, files }
  })
  const changes = before.flatMap(({ path, text }) => {
    const next = texts.get(path) ?? text
    return next === text ? [] : [{ path, before: text, text: next }]
  })
  return { ran, changes }
}

function ownedFiles(project: string): SourceFile[] {
  return [configFile, ...globSync('src/**/*.ts', { cwd: project })]
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/\.gen\.ts$/.test(path))
    .sort(byCodeUnit)
    .map((path) => ({ path, text: readText(project, path) ?? '' }))
}
