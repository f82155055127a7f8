import type { FieldIR, FunctionIR, RuleIR } from '../../ir/index.ts'
import { splitWords } from '../../names/index.ts'
import { type LogicDraft, type LogicSite, reportAt, textOr } from './logic-site.ts'
import { resolveCallRule } from './resolve-call-rule.ts'
import { resolveValues } from './resolve-values.ts'

/** A function of the IR; what is wrong with it is reported. */
export function resolveFunction(draft: LogicDraft, site: LogicSite): FunctionIR {
  const { source, options } = draft
  const method = options.method === 'GET' ? 'GET' : 'POST'
  const access = accessOf(draft, site)
  const values = (name: 'input' | 'output'): FieldIR[] =>
    resolveValues(options[name], {
      path: [...draft.path, name],
      file: source.file,
      docs: source.fieldDocs?.[name],
      report: site.report,
    })
  const input = values('input')
  const stream = options.stream
  const form = stream === 'text' || stream === 'ndjson' || stream === 'sse' ? stream : null
  if (method === 'GET') checkQuery(input, { draft, site })
  if (form === 'text' && options.output !== undefined) {
    const message = 'A stream of text has no fields'
    const hint = "Leave the output out, or stream values: 'ndjson' or 'sse'"
    reportAt(site, draft, { code: 'CAM518', at: ['output'], message, hint })
  }
  return {
    name: source.name,
    file: source.file,
    doc: textOr(options.doc) ?? source.doc ?? null,
    method,
    path: pathOf(draft, { site, access }),
    access,
    input,
    output: options.output === undefined || form === 'text' ? null : values('output'),
    stream: form,
    transaction: options.transaction !== false,
  }
}

/** A rule that is wrong closes what it stands for; the finding keeps the model from being used anyway. */
function accessOf(draft: LogicDraft, site: LogicSite): RuleIR | null {
  const { access } = draft.options
  return access === undefined ? null : resolveCallRule(access, { draft, at: ['access'], site })
}

const address = /^(?:\/[a-z0-9]+(?:-[a-z0-9]+)*)+$/
const maxSegments = 6

function pathOf(
  draft: LogicDraft,
  { site, access }: { site: LogicSite; access: RuleIR | null },
): string | null {
  const { path } = draft.options
  const usual = `/functions/${splitWords(draft.source.name).join('-')}`
  if (access?.type === 'none') {
    if (path === undefined) return null
    const message = "Nobody may call it from outside ('none'), so it has no address"
    const hint = 'Leave the path out, or say who may call it'
    reportAt(site, draft, { code: 'CAM510', at: ['path'], message, hint })
    return null
  }
  if (typeof path !== 'string') return usual
  if (address.test(path) && path.split('/').length <= maxSegments + 1) return path
  const message = `"${path}" cannot be the path of a function`
  const hint = `Words in lower case, such as ${usual}, without /api in front and without parameters: those are its input`
  reportAt(site, draft, { code: 'CAM510', at: ['path'], message, hint })
  return usual
}

/** A query string holds texts: what has parts of its own does not fit in. */
function checkQuery(
  input: readonly FieldIR[],
  { draft, site }: { draft: LogicDraft; site: LogicSite },
): void {
  for (const { name, kind } of input) {
    if (kind !== 'json' && kind !== 'point') continue
    const message = `${kind}() does not fit into a query string`
    const hint = "Write: method: 'POST'"
    reportAt(site, draft, { code: 'CAM509', at: ['input', name], message, hint })
  }
}
