import type { HandlerIR, JobIR, LogicFileIR, LogicIR, WorkflowIR } from '../../ir/index.ts'
import { nearestName } from '../nearest-name.ts'
import {
  checkOptions,
  functionOptions,
  handlerOptions,
  jobOptions,
  type OptionTable,
  workflowOptions,
} from '../options/index.ts'
import { asObject, type LogicKind, type SourceLogic } from '../source-model.ts'
import { checkAddresses } from './check-addresses.ts'
import { checkSchedule } from './check-schedule.ts'
import { type LogicDraft, type LogicSite, reportAt, textOr } from './logic-site.ts'
import { knownEvents } from './resolve-events.ts'
import { resolveFunction } from './resolve-function.ts'
import { resolveValues } from './resolve-values.ts'

const kinds: Record<LogicKind, { table: OptionTable; owner: string }> = {
  function: { table: functionOptions, owner: 'defineFunction()' },
  job: { table: jobOptions, owner: 'defineJob()' },
  workflow: { table: workflowOptions, owner: 'defineWorkflow()' },
  handler: { table: handlerOptions, owner: 'on()' },
  mail: { table: {}, owner: 'a template' },
}

/** The part of the model that is code, or `undefined` where there is none; what is wrong is reported. */
export function resolveLogic(
  sources: readonly SourceLogic[],
  site: LogicSite,
): LogicIR | undefined {
  if (sources.length === 0) return undefined
  const drafts = sources
    .toSorted((one, other) => (one.file < other.file ? -1 : 1))
    .map((source) => draftOf(source, site))
  const of = (kind: LogicKind): LogicDraft[] => drafts.filter(({ source }) => source.kind === kind)
  const functions = of('function').map((draft) => ({ draft, ir: resolveFunction(draft, site) }))
  checkAddresses(functions, site)
  checkQueueNames([...of('job'), ...of('workflow')], site)
  return {
    functions: functions.map(({ ir }) => ir),
    jobs: of('job').map((draft) => resolveJob(draft, site)),
    workflows: of('workflow').map((draft) => resolveWorkflow(draft, site)),
    handlers: of('handler').map((draft) => resolveHandler(draft, site)),
    mails: of('mail').map(fileOf),
  }
}

function draftOf(source: SourceLogic, { report }: LogicSite): LogicDraft {
  const { table, owner } = kinds[source.kind]
  const path = [source.name]
  const fileReport: LogicSite['report'] = {
    ...report,
    error: (code, at, message, details) =>
      report.error(code, at, message, { ...details, file: source.file }),
  }
  const options = checkOptions(asObject(source.options) ?? {}, table, {
    path,
    owner,
    unknown: 'CAM506',
    wrong: 'CAM507',
    report: fileReport,
  })
  return { source, options, path }
}

function fileOf({ source, options }: LogicDraft): LogicFileIR {
  const { name, file, doc } = source
  return { name, file, doc: textOr(options.doc) ?? doc ?? null }
}

function resolveJob(draft: LogicDraft, site: LogicSite): JobIR {
  checkSchedule(draft, site)
  const { input, doc: _, ...settings } = draft.options
  return { ...fileOf(draft), input: inputOf(draft, site), settings }
}

function resolveWorkflow(draft: LogicDraft, site: LogicSite): WorkflowIR {
  return { ...fileOf(draft), input: inputOf(draft, site) }
}

function inputOf({ source, options, path }: LogicDraft, { report }: LogicSite): JobIR['input'] {
  const { file, fieldDocs } = source
  const docs = fieldDocs?.input
  return resolveValues(options.input, { path: [...path, 'input'], file, docs, report })
}

function resolveHandler(draft: LogicDraft, site: LogicSite): HandlerIR {
  const event = draft.source.event ?? ''
  const known = knownEvents(site.entities)
  if (!known.includes(event)) {
    reportAt(site, draft, {
      code: 'CAM514',
      at: ['0'],
      message: `There is no event "${event}"`,
      hint: 'Every entity has created, updated and deleted; others stand in its option "events"',
      nearest: nearestName(event, known),
    })
  }
  return { ...fileOf(draft), event }
}

/** Jobs and workflows wait in one queue, and are asked for by their names. */
function checkQueueNames(drafts: readonly LogicDraft[], site: LogicSite): void {
  const seen = new Map<string, string>()
  for (const draft of drafts) {
    const { name, file } = draft.source
    const other = seen.get(name)
    if (other !== undefined) {
      const message = `"${name}" is the name of ${other} too`
      const hint = 'Jobs and workflows are asked for by name: rename one of them'
      reportAt(site, draft, { code: 'CAM516', at: [], message, hint })
    }
    seen.set(name, file)
  }
}
