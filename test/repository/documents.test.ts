import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { repositoryFiles, root, textOf } from './repository-files.ts'

const documents = repositoryFiles().filter(
  (path) => path.endsWith('.md') && !path.includes('/templates/'),
)
const scripts = Object.keys(
  (JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }).scripts,
)

for (const path of documents) {
  test(`the links of ${path} lead somewhere`, () => {
    const broken = linksOf(path).filter((link) => !leadsSomewhere(path, link))
    assert.deepEqual(broken, [])
  })
}

test('the commands of the root documents exist as scripts', () => {
  const named = documents
    .filter((path) => !path.includes('/') || path.startsWith('docs/decisions/'))
    .flatMap((path) => [...textOf(path).matchAll(/npm run ([\w:-]+)/g)].map((found) => found[1]))
  const ofProjects = Object.keys(
    (JSON.parse(textOf('examples/tasks/package.json')) as { scripts: object }).scripts,
  )
  assert.deepEqual(
    named.filter((name) => name && !scripts.includes(name) && !ofProjects.includes(name)),
    [],
  )
})

test('every document of docs/ is linked from its index', () => {
  const index = textOf('docs/README.md') + textOf('docs/decisions/README.md')
  const missing = documents
    .filter((path) => path.startsWith('docs/') && !path.endsWith('README.md'))
    .filter((path) => !index.includes(path.replace(/^docs\/(decisions\/)?/, '')))
  assert.deepEqual(missing, [])
})

function linksOf(path: string): string[] {
  const prose = textOf(path).replace(/```[\s\S]*?```/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((found) => found[1] ?? '')
}

function leadsSomewhere(path: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return true
  const [file = '', anchor] = link.split('#')
  const target = file === '' ? path : join(dirname(path), file)
  if (!existsSync(join(root, target))) return false
  return anchor === undefined || anchorsOf(target).includes(anchor)
}

function anchorsOf(path: string): string[] {
  return [...textOf(path).matchAll(/^#+ (.+)$/gm)].map((found) =>
    (found[1] ?? '')
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .trim()
      .replace(/\s/g, '-'),
  )
}
