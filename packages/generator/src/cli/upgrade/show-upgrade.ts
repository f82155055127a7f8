import { editPatch } from '../../project/index.ts'
import { colourPatch } from '../colour-patch.ts'
import type { Terminal } from '../command.ts'
import type { PackageChange } from './package-versions.ts'
import type { CodemodRun } from './run-codemods.ts'
import type { TemplateChange } from './template-changes.ts'

/** Everything an upgrade would do. */
export interface UpgradePlan {
  from: string
  to: string
  codemods: CodemodRun
  /** `null` while the models can only be read after the codemods. */
  templates: TemplateChange[] | null
  packages: PackageChange[]
  /** The models changed since they were last generated, which is then a part of the patches. */
  mixed: boolean
}

/** Shows an upgrade: your own files first, then template by template with one patch each, then package.json. */
export function showUpgrade(terminal: Terminal, plan: UpgradePlan): void {
  terminal.say(`From ${plan.from} to ${plan.to}\n`)
  for (const { name, says, files } of plan.codemods.ran) {
    terminal.say(`${name}: ${says} (${files.length === 0 ? 'nothing to do' : files.join(', ')})`)
  }
  for (const { path, before, text } of plan.codemods.changes) {
    terminal.say(colourPatch(editPatch(path, before, text).trimEnd(), terminal.colour))
  }
  if (plan.templates === null) {
    terminal.say('What is generated can be said when the models can be read, after that')
  } else {
    showTemplates(terminal, plan.templates)
  }
  if (plan.mixed) {
    terminal.say('The models changed since the last generate: a part of this comes from there')
  }
  for (const { name, from, to } of plan.packages) {
    terminal.say(`package.json: ${name} ${from} becomes ${to}`)
  }
}

function showTemplates(terminal: Terminal, templates: readonly TemplateChange[]): void {
  const width = Math.max(0, ...templates.map(({ template }) => template.length))
  for (const { template, files, changed, added, removed, example } of templates) {
    const name = template.padEnd(width)
    const count = `${files} ${files === 1 ? 'file' : 'files'}`
    if (!example) {
      terminal.say(`${name}  ${count}, unchanged`)
      continue
    }
    const lines = `+${added} -${removed} lines`
    terminal.say(`${name}  ${changed.length} of ${count} change, ${lines}; the shortest patch:`)
    terminal.say(colourPatch(example.patch.trimEnd(), terminal.colour))
  }
}

/** An upgrade as `--json` prints it. */
export function upgradeAsJson(plan: UpgradePlan, applied: boolean): object {
  return { ok: true, applied, ...plan, codemods: plan.codemods.ran }
}
