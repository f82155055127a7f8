import { spawn } from 'node:child_process'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { connectByMessages, type Tell } from './message-connection.ts'

/** A place in a file of the project, in UTF-16 units. */
export interface Place {
  path: string
  start: number
  end: number
}

/** What the type checker would write there. */
export interface Renamed extends Place {
  text: string
}

/** The type checker of the project, asked what names mean. */
export interface LanguageServer {
  /** Every place that means what is declared there, with what it becomes. */
  rename(path: string, offset: number, name: string): Promise<Renamed[]>
  /** Where the thing named there is declared; files of packages are given by their whole path. */
  definitions(path: string, offset: number): Promise<Place[]>
  close(): void
}

/** The program of a TypeScript that can be asked; `null` when none is installed at or above the project. */
export function findTypeScript(project: string): string | null {
  for (let folder = project; ; folder = dirname(folder)) {
    const home = join(folder, 'node_modules/typescript')
    const settings = join(home, 'package.json')
    if (existsSync(settings)) {
      const { version }: { version?: string } = JSON.parse(readFileSync(settings, 'utf8'))
      return Number.parseInt(version ?? '', 10) >= 7 ? join(home, 'bin/tsc') : null
    }
    if (dirname(folder) === folder) return null
  }
}

/** Starts the language server of a TypeScript, by the Language Server Protocol over its input and output. */
export async function startLanguageServer(
  folder: string,
  program: string,
): Promise<LanguageServer> {
  // it answers with the real paths of files
  const project = realpathSync(folder)
  const child = spawn(process.execPath, [program, '--lsp', '--stdio'], {
    cwd: project,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const { ask, tell } = connectByMessages(child)
  const rootUri = pathToFileURL(project).href
  const files = createFiles(project, tell)
  try {
    await ask('initialize', {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: 'project' }],
      capabilities: { workspace: { workspaceEdit: { documentChanges: true } } },
    })
  } catch (error) {
    child.kill()
    throw error
  }
  tell('initialized', {})
  return {
    async rename(path, offset, newName) {
      const answer = await ask('textDocument/rename', { ...files.position(path, offset), newName })
      return editsOf(answer).map(({ uri, edit }) => ({
        ...files.place(uri, edit.range),
        text: edit.newText,
      }))
    },
    async definitions(path, offset) {
      const answer = await ask('textDocument/definition', files.position(path, offset))
      return locationsOf(answer).map(({ uri, range }) => files.place(uri, range))
    },
    close: () => void child.kill(),
  }
}

interface Range {
  start: { line: number; character: number }
  end: { line: number; character: number }
}

interface WorkspaceEdit {
  documentChanges?: { textDocument: { uri: string }; edits: { range: Range; newText: string }[] }[]
  changes?: { [uri: string]: { range: Range; newText: string }[] }
}

function editsOf(answer: unknown): { uri: string; edit: { range: Range; newText: string } }[] {
  const { documentChanges = [], changes = {} } = (answer ?? {}) as WorkspaceEdit
  return [
    ...documentChanges.flatMap(({ textDocument: { uri }, edits }) =>
      edits.map((edit) => ({ uri, edit })),
    ),
    ...Object.entries(changes).flatMap(([uri, edits]) => edits.map((edit) => ({ uri, edit }))),
  ]
}

function locationsOf(answer: unknown): { uri: string; range: Range }[] {
  const found = (Array.isArray(answer) ? answer : answer ? [answer] : []) as (
    | { uri: string; range: Range }
    | { targetUri: string; targetSelectionRange: Range }
  )[]
  return found.map((one) =>
    'uri' in one ? one : { uri: one.targetUri, range: one.targetSelectionRange },
  )
}

interface Files {
  /** A place as the protocol writes it; the file is opened when it was not. */
  position(path: string, offset: number): object
  place(uri: string, range: Range): Place
}

function createFiles(project: string, tell: Tell): Files {
  const texts = new Map<string, string>()
  const textOf = (file: string): string => {
    const text = texts.get(file) ?? readFileSync(file, 'utf8')
    texts.set(file, text)
    return text
  }
  const opened = new Set<string>()
  return {
    position(path, offset) {
      const file = join(project, path)
      const uri = pathToFileURL(file).href
      const text = textOf(file)
      if (!opened.has(file)) {
        opened.add(file)
        tell('textDocument/didOpen', {
          textDocument: { uri, languageId: 'typescript', version: 1, text },
        })
      }
      const before = text.slice(0, offset).split('\n')
      const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
      return { textDocument: { uri }, position }
    },
    place(uri, range) {
      const file = fileURLToPath(uri)
      const lines = textOf(file).split('\n')
      const offset = ({ line, character }: Range['start']) =>
        lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character
      const inProject = file.startsWith(`${project}/`) ? file.slice(project.length + 1) : file
      return { path: inProject, start: offset(range.start), end: offset(range.end) }
    },
  }
}
