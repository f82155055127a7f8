import type { LogicKind } from '@cambium/model/check'

/** What a folder of logic holds. */
export interface LogicFolder {
  readonly kind: LogicKind
  /** `src/functions` */
  readonly folder: string
  /** The call that defines one, and the module it is imported from. */
  readonly define: string
  readonly from: string
  /** How the smallest file begins, for hints. */
  example(name: string): string
}

/** The folders, each with what its files export. */
export const logicFolders: readonly LogicFolder[] = [
  {
    kind: 'function',
    folder: 'src/functions',
    define: 'defineFunction',
    from: '@cambium/runtime/functions',
    example: (name) =>
      `export const ${name} = defineFunction('${name}', { async run({ input }) { ... } })`,
  },
  {
    kind: 'job',
    folder: 'src/jobs',
    define: 'defineJob',
    from: '@cambium/runtime/jobs',
    example: (name) =>
      `export const ${name} = defineJob('${name}', { async run({ input }) { ... } })`,
  },
  {
    kind: 'handler',
    folder: 'src/events',
    define: 'on',
    from: '@cambium/runtime/events',
    example: (name) => `export const ${name} = on('order.created', async ({ event }) => { ... })`,
  },
  {
    kind: 'workflow',
    folder: 'src/workflows',
    define: 'defineWorkflow',
    from: '@cambium/runtime/workflows',
    example: (name) =>
      `export const ${name} = defineWorkflow('${name}', { async run({ step }) { ... } })`,
  },
  {
    kind: 'mail',
    folder: 'src/mail',
    define: 'MailTemplate',
    from: '@cambium/runtime/mail',
    example: (name) =>
      `export const ${name}: MailTemplate<Data> = ({ link }) => ({ subject, text })`,
  },
]

/** The folder a file stands in, if it is one of logic; what has a dot in its name belongs to something else. */
export function logicFolderOf(path: string): LogicFolder | undefined {
  const at = path.lastIndexOf('/')
  if (!/^[^./]+\.ts$/.test(path.slice(at + 1))) return undefined
  return logicFolders.find(({ folder }) => folder === path.slice(0, at))
}

/** The name of what a file holds: `src/jobs/print-sales.ts` holds `printSales`. */
export function exportNameOf(path: string): string {
  const stem = path.slice(path.lastIndexOf('/') + 1, -'.ts'.length)
  return stem.replace(/-+(.)?/g, (_, next: string = '') => next.toUpperCase())
}

/** The name of the file that holds something: `printSales` stands in `print-sales.ts`. */
export function fileNameOf(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/[^A-Za-z0-9]+/g, '-')
  return `${words.replace(/^-|-$/g, '').toLowerCase()}.ts`
}
