import { memberLines, printJson } from '../../print/index.ts'
import type { EmittedFile } from '../emitted-file.ts'
import type { EntityPlan, ProjectPlan } from '../project-names.ts'
import { accountPaths, accountTag } from './accounts/index.ts'
import { type ComponentNames, componentNames } from './component-names.ts'
import { deliveryPaths, deliveryTags } from './delivery-paths.ts'
import { entityPaths } from './entity-paths.ts'
import { entitySchemas } from './entity-schemas.ts'
import { fileComponent, fileTag, hasFiles, uploadPaths } from './file-paths.ts'
import { type FilterKind, filterKind } from './filter-schemas.ts'
import { functionPaths, functionTag } from './function-paths.ts'
import { conditionsSchema, furtherComponents } from './further-parameters.ts'
import { problemComponents } from './problem-responses.ts'
import { servicePaths, serviceTag } from './service-paths.ts'
import { sharedParameters, sharedSchemas } from './shared-components.ts'

/** `openapi.gen.json`: OpenAPI 3.1, every route and no other. */
export function emitOpenapi(project: ProjectPlan): EmittedFile {
  const { model } = project
  const names = componentNames(project)
  const served = project.entities.filter(({ entity }) => entity.rest !== null && model.apis.rest)
  const accounts = accountPaths(model)
  const functions = functionPaths(project.logic)
  const hasFunctions = Object.keys(functions).length > 0
  const hasAccounts = Object.keys(accounts).length > 0
  const document = {
    openapi: '3.1.0',
    info: { title: model.name, version: '1', description },
    servers: [{ url: '/' }],
    tags: memberLines([
      ...served.map(tag),
      ...(hasFunctions ? [functionTag] : []),
      ...deliveryTags(model),
      ...(hasFiles(model) ? [fileTag] : []),
      ...(hasAccounts ? [accountTag] : []),
      serviceTag,
    ]),
    paths: memberLines(
      Object.assign(
        {},
        ...served.map((plan) => entityPaths(project, plan, names)),
        functions,
        deliveryPaths(model),
        hasFiles(model) ? uploadPaths(model, names) : {},
        accounts,
        servicePaths(listedPath(served)),
      ),
    ),
    components: memberLines({
      schemas: memberLines(schemas(project, served, names)),
      examples: memberLines(
        Object.fromEntries(
          Object.entries(names.examples).map(([name, value]) => [name, memberLines({ value })]),
        ),
      ),
      parameters: memberLines({
        ...sharedParameters,
        ...Object.assign({}, ...served.map((plan) => furtherComponents(project, plan, names))),
      }),
      responses: memberLines(problemComponents(names)),
      securitySchemes: { bearer, ...(hasAccounts && { session }) },
    }),
  }
  return { path: 'openapi.gen.json', text: printJson(document, 200), owned: false }
}

const bearer = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }
const session = { type: 'apiKey', in: 'cookie', name: 'session' }

const description = [
  'Lists take filters as field[operator]=value, and field=value for field[eq]=value.',
  'A dot filters by a related record (project.name=Home), or[0][field]= and not[field]= make groups.',
  'What is refused is answered as problem details (RFC 9457): clients may compare type.',
  'Every GET may be a HEAD, and every address tells its methods to OPTIONS.',
].join(' ')

function tag({ entity }: EntityPlan): object {
  return { name: entity.name, ...(entity.doc && { description: entity.doc }) }
}

function listedPath(served: readonly EntityPlan[]): string {
  const listed = served.find(({ entity }) => entity.operations.includes('list'))
  return `/api/${listed?.entity.rest?.path ?? '...'}`
}

/** Entities that REST does not serve are described when a served one can include them. */
function schemas(
  project: ProjectPlan,
  served: readonly EntityPlan[],
  names: ComponentNames,
): { [component: string]: object } {
  const kinds = new Set<FilterKind>()
  for (const { entity } of served) {
    for (const field of entity.fields) {
      const kind = filterKind(field)
      if (kind && entity.operations.includes('list')) kinds.add(kind)
    }
  }
  const all: { [component: string]: object } = {}
  for (const plan of project.entities) Object.assign(all, entitySchemas(project, plan, names))
  return {
    ...all,
    ...(hasFiles(project.model) && { [names.file]: fileComponent }),
    [names.conditions]: conditionsSchema,
    ...sharedSchemas(names, [...kinds].sort()),
  }
}
