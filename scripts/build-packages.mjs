// Compiles the packages and packs them as npm would publish them, into dist/ or --output DIRECTORY. Node strips types
// from a project's own files but not under node_modules, so what is published is JavaScript with its declarations.
import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values, positionals } = parseArgs({
  options: { output: { type: 'string', default: join(root, 'dist') } },
  allowPositionals: true,
})
const output = resolve(values.output)
const everything = ['model', 'runtime', 'generator', 'create-cambium']
const folders = positionals.length > 0 ? positionals : everything

for (const name of ['packages', 'tarballs'])
  rmSync(join(output, name), { recursive: true, force: true })
mkdirSync(join(output, 'tarballs'), { recursive: true })
for (const folder of folders) {
  const started = Date.now()
  build(folder)
  const tarball = pack(folder)
  console.log(`${tarball} in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

function build(folder) {
  const source = join(root, 'packages', folder)
  const target = join(output, 'packages', folder)
  mkdirSync(target, { recursive: true })
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
  for (const entry of manifest.files.filter((name) => name !== 'src')) {
    cpSync(join(source, entry), join(target, entry), { recursive: true })
  }
  if (manifest.files.includes('templates')) packTemplates(join(target, 'templates'))
  if (manifest.files.includes('src')) compile(source, target)
  if (manifest.files.includes('templates')) copyExamples(join(target, 'templates'))
  for (const script of globSync('bin/*.mjs', { cwd: target })) useCompiled(join(target, script))
  cpSync(join(root, 'LICENSE'), join(target, 'LICENSE'))
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(published(manifest), null, 2)}\n`)
}

/** The templates `shop` and `tasks` are what is owned of the examples; settings every project has are in templates/project. */
function copyExamples(templates) {
  for (const example of readdirSync(join(root, 'examples'))) {
    const source = join(root, 'examples', example)
    for (const path of globSync('{*.{md,ts},src/**/*.ts}', { cwd: source })) {
      if (!path.includes('.gen.')) cpSync(join(source, path), join(templates, example, path))
    }
  }
}

/** `cambium new` starts from what people wrote in the examples: in a checkout read there, in a package from a copy. */
function packTemplates(templates) {
  for (const example of ['shop', 'tasks']) {
    const folder = join(root, 'examples', example)
    const owned = ['cambium.config.ts', ...globSync('src/**/*.ts', { cwd: folder })]
    for (const path of owned.filter((name) => !name.endsWith('.gen.ts'))) {
      cpSync(join(folder, path), join(templates, example, path))
    }
  }
}

function compile(source, target) {
  const project = join(target, 'tsconfig.json')
  const settings = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: {
      noEmit: false,
      allowImportingTsExtensions: false,
      rewriteRelativeImportExtensions: true,
      rootDir: join(source, 'src'),
      outDir: join(target, 'src'),
      typeRoots: [join(root, 'node_modules/@types')],
    },
    include: [join(source, 'src')],
    exclude: notPublished(source).map((name) => join(source, 'src/**', name)),
  }
  writeFileSync(project, JSON.stringify(settings))
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { status } = spawnSync(process.execPath, [tsc, '-p', project], { stdio: 'inherit' })
  if (status !== 0) process.exit(1)
  rmSync(project)
  for (const file of globSync('src/**/*.{js,d.ts}', { cwd: target }))
    useCompiled(join(target, file))
}

/** What only tests use. The runtime's `testing` is for the tests of projects. */
function notPublished(source) {
  const always = ['*.test.ts', 'fixture/**', 'fuzz/**']
  return basename(source) === 'runtime' ? always : [...always, 'testing/**']
}

/** Points what tsc does not rewrite at the compiled files: declarations, files started or loaded by address. */
function useCompiled(file) {
  const text = readFileSync(file, 'utf8')
  const source =
    /(from |import\(|new URL\(\s*|import\.meta\.resolve\()(['"])(\.{1,2}\/[^'"\n]+)\.ts\2/g
  const compiled = text.replace(source, (found, before, quote, stem) =>
    existsSync(join(dirname(file), `${stem}.js`)) ? `${before}${quote}${stem}.js${quote}` : found,
  )
  if (compiled !== text) writeFileSync(file, compiled)
}

function published(manifest) {
  const { devDependencies: _, exports, ...rest } = manifest
  if (exports === undefined) return rest
  const compiled = Object.entries(exports).map(([name, path]) => {
    const stem = path.replace(/\.ts$/, '')
    return [name, { types: `${stem}.d.ts`, default: `${stem}.js` }]
  })
  return { ...rest, exports: Object.fromEntries(compiled) }
}

function pack(folder) {
  const npm = process.env.npm_execpath
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []]
  const args = ['pack', '--json', '--pack-destination', join(output, 'tarballs')]
  const options = { cwd: join(output, 'packages', folder), encoding: 'utf8' }
  const packed = JSON.parse(execFileSync(command, [...first, ...args], options))
  const [entry] = Array.isArray(packed) ? packed : Object.values(packed)
  return relative(process.cwd(), join(output, 'tarballs', entry.filename))
}
