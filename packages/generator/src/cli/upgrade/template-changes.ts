import { editPatch, type WritePlan } from '../../project/index.ts'
import { byCodeUnit, readText } from '../../read/index.ts'

/** What another generator makes of the files of one template. */
export interface TemplateChange {
  /** `routes`, `schema`, `app`, `openapi` ... */
  template: string
  files: number
  changed: string[]
  /** Lines, over all files. */
  added: number
  removed: number
  /** The file whose patch is the shortest, and that patch; `null` when none changes. */
  example: { path: string; patch: string } | null
}

/** Groups what a generation would write by the template it comes from, in order of their names. */
export function templateChanges(project: string, { entries }: WritePlan): TemplateChange[] {
  const groups = new Map<string, TemplateChange>()
  for (const { path, action, text, generated } of entries) {
    if (!generated || path.startsWith('.cambium/')) continue
    const template = templateOf(path)
    const group = groups.get(template) ?? nothing(template)
    groups.set(template, group)
    group.files += 1
    if (action === 'unchanged') continue
    const patch = editPatch(path, readText(project, path) ?? '', text ?? '')
    group.changed.push(path)
    group.added += count(patch, /^\+(?!\+\+ )/gm)
    group.removed += count(patch, /^-(?!-- )/gm)
    const isShorter = !group.example || patch.length < group.example.patch.length
    if (isShorter) group.example = { path, patch }
  }
  return [...groups.values()].sort((a, b) => byCodeUnit(a.template, b.template))
}

function nothing(template: string): TemplateChange {
  return { template, files: 0, changed: [], added: 0, removed: 0, example: null }
}

/** `src/tasks/task.routes.gen.ts` is of `routes`, `src/app.gen.ts` of `app`. */
function templateOf(path: string): string {
  return /(?:^|[./])([\w-]+)\.gen\.\w+$/.exec(path)?.[1] ?? path
}

function count(text: string, expression: RegExp): number {
  return text.match(expression)?.length ?? 0
}
