import assert from 'node:assert/strict'
import { test } from 'node:test'
import { repositoryFiles, textOf } from './repository-files.ts'

const files = repositoryFiles()
const code = files.filter((path) => /\.(m?[jt]s|json|md|sql)$/.test(path))

test('no file holds an absolute path of a machine', () => {
  const folders = ['home', 'root', 'Users', 'work', 'tmp'].join('|')
  const absolute = new RegExp(`(?<![\\w./:>*)\\]-])/(?:${folders})/[\\w.-]|[A-Z]:\\\\\\\\?Users`)
  assert.deepEqual(linesWith(files, absolute), [])
})

test('no source file starts with a licence header', () => {
  const header = /copyright|licen[cs]ed under|spdx-license/i
  const sources = code.filter((path) => /\.m?[jt]s$/.test(path))
  const headed = sources.filter((path) => header.test(textOf(path).slice(0, 400)))
  assert.deepEqual(headed, [])
})

test('no file suppresses a check of the compiler or the linter', () => {
  const suppression = new RegExp(['@ts-', 'ignore|@ts-', 'nocheck|biome-', 'ignore'].join(''))
  const sources = code.filter((path) => /\.m?[jt]s$/.test(path))
  assert.deepEqual(linesWith(sources, suppression), [])
})

test('nothing is left to do in a comment', () => {
  const open = new RegExp(`(//|\\*).*\\b(${['TO', 'DO|FIX', 'ME|XX', 'X'].join('')})\\b`)
  const sources = code.filter((path) => /\.m?[jt]s$/.test(path))
  assert.deepEqual(linesWith(sources, open), [])
})

test('file names say what is inside', () => {
  const vague = /(^|\/)(utils?|helpers?|common|misc|manager)(\/|\.[a-z.]+$)/
  assert.deepEqual(
    files.filter((path) => vague.test(path)),
    [],
  )
})

function linesWith(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    textOf(path)
      .split('\n')
      .flatMap((line, index) => {
        const found = pattern.exec(line)
        return found ? [`${path}:${index + 1} ${found[0]}`] : []
      }),
  )
}
