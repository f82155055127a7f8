import { statSync } from 'node:fs'
import { basename } from 'node:path'
import {
  ImportError,
  type LeftBehind,
  type SourceOptions,
  type SourceReader,
  type SourceSchema,
} from '../source/index.ts'
import { withAdministrators } from './access/index.ts'
import { type ClassPlan, describeClass } from './describe-class.ts'
import { findExport, isExport, type ParseExport } from './find-export.ts'
import { leftOut } from './left-out.ts'
import { observeClass } from './observe-class.ts'
import { parseRows } from './parse-rows.ts'
import { type DeclaredClass, readSchemas } from './read-schemas.ts'
import { type ReadRoles, readRoles } from './users/index.ts'

/** Reads the folder that Parse Server and Back4app export. */
export const parseReader: SourceReader = {
  kind: 'parse',
  words:
    'the export folder of Parse Server or Back4app (Class.json, _User.json, _Join:field:Class.json)',
  detects: (source) => isFolder(source) && isExport(source),
  async open(options) {
    const files = openFolder(options)
    const declared = files.schemas === null ? new Map() : readSchemas(files.schemas)
    const plans = await describeAll(files, { declared, progress: options.progress })
    const roles = await readRoles(files)
    return {
      schema: schemaOf(files, { plans, roles }),
      rows: parseRows({ files, plans, roles }),
      close: async () => undefined,
    }
  },
}

function isFolder(source: string): boolean {
  return statSync(source, { throwIfNoEntry: false })?.isDirectory() === true
}

function openFolder({ source }: SourceOptions): ParseExport {
  if (!isFolder(source)) {
    throw new ImportError(
      `${source} is no folder, and an export of Parse is one`,
      'Unpack the export and name the folder: cambium import export/ shop',
    )
  }
  const files = findExport(source)
  if (files.classes.size > 0 || files.schemas !== null) return files
  throw new ImportError(
    `${source} holds no class of Parse: there is no Class.json`,
    'Name the folder that holds the files themselves.',
  )
}

async function describeAll(
  files: ParseExport,
  { declared, progress }: { declared: Map<string, DeclaredClass>; progress(text: string): void },
): Promise<Map<string, ClassPlan>> {
  const names = [...new Set([...files.classes.keys(), ...declared.keys()])]
  const classes = new Set(names.filter((name) => !name.startsWith('_') || name === '_User'))
  const plans = new Map<string, ClassPlan>()
  for (const name of [...classes].toSorted()) {
    const path = files.classes.get(name) ?? null
    if (path !== null) progress(`Reading ${basename(path)}`)
    const known = declared.get(name) ?? null
    const facts = await observeClass(name, { path, declared: known?.fields ?? null })
    plans.set(name, describeClass({ facts, declared: known, classes, files }))
  }
  return plans
}

function schemaOf(
  files: ParseExport,
  { plans, roles }: { plans: ReadonlyMap<string, ClassPlan>; roles: ReadRoles },
): SourceSchema {
  const all = [...plans.values()]
  // A role of that name had no master key: it passes what its own rules say.
  if (!roles.names.includes('admin')) {
    for (const { table } of all) table.access &&= withAdministrators(table.access)
  }
  const left: LeftBehind[] = [...all.flatMap((plan) => plan.left), ...leftOut(files, plans)]
  return {
    kind: 'parse',
    label: `the Parse export ${basename(files.folder)}`,
    dialect: null,
    tables: all.map(({ table }) => table),
    roles: [...new Set([...roles.names, ...all.flatMap((plan) => plan.roles)])].toSorted(),
    left,
    notes: [...all.flatMap((plan) => plan.notes), ...roles.notes],
  }
}
