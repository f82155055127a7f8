import type { EntityIR, FieldIR, ModelIR } from '@cambium/model'
import { memberLines } from '../../print/index.ts'
import { callerCondition, impliesSignedIn } from '../caller-condition.ts'
import type { ValueSchema } from '../field-schema.ts'
import { fileFields, fileOptions, servedFileFields } from '../file-fields.ts'
import type { EntityPlan } from '../project-names.ts'
import { type ComponentNames, schemaRef } from './component-names.ts'
import { everywhere, head, json, parameterRef, wordsOf } from './operation-parts.ts'
import { refusals } from './problem-responses.ts'

/** What uploads stand under. */
export const fileTag: { name: string; description: string } = {
  name: 'Files',
  description: 'Files are uploaded first and named by a record then, within 24 hours.',
}

/** Does any entity that is served hold files? */
export function hasFiles({ entities, apis }: ModelIR): boolean {
  return apis.rest && entities.some((entity) => fileFields(entity).length > 0)
}

/** What an answer holds of a file. */
export const fileComponent: ValueSchema = {
  type: 'object',
  description: 'A file. It never changes: another version is another file.',
  properties: memberLines({
    id: { type: 'string', format: 'uuid' },
    name: { type: 'string' },
    size: { type: 'integer', minimum: 0, description: 'In bytes' },
    type: { type: 'string', description: 'The media type of its content' },
    width: { type: 'integer', description: 'In pixels, of a picture' },
    height: { type: 'integer', description: 'In pixels, of a picture' },
  }),
  required: ['id', 'name', 'size', 'type'],
}

/** What a record holds in a field for files. */
export function answeredFile(field: FieldIR, names: ComponentNames): ValueSchema {
  const file = schemaRef(names.file)
  if (fileOptions(field).many) return { type: 'array', items: file }
  return field.nullable ? { oneOf: [file, { type: 'null' }] } : { allOf: [file] }
}

/** What a caller sends for a field for files. */
export function namedFile(field: FieldIR): ValueSchema {
  const id = { type: 'string', format: 'uuid' }
  const { many, maxFiles } = fileOptions(field)
  const description = field.doc ?? `The id of ${many ? 'each file' : 'a file'} that was uploaded`
  if (many) {
    const least = field.required && { minItems: 1 }
    return { type: 'array', items: id, ...least, maxItems: maxFiles, description }
  }
  return { ...id, ...(field.nullable && { type: ['string', 'null'] }), description }
}

/** The addresses of the files of one entity's records. */
export function recordFilePaths(
  plan: EntityPlan,
  { base, id }: { base: string; id: { parameters: object[] } },
): { [path: string]: object } {
  const paths: { [path: string]: object } = {}
  for (const field of servedFileFields(plan.entity)) {
    const { many, public: isPublic } = fileOptions(field)
    const ofField = `${base}/{id}/${field.name}`
    const ofFile = `${ofField}/{fileId}`
    const withFile = { parameters: [...id.parameters, fileId] }
    const name = plan.entity.name + capital(field.name)
    if (!many) paths[ofField] = { ...id, get: read(plan, field, `read${name}`) }
    if (many || isPublic) {
      paths[ofFile] = { ...withFile, get: read(plan, field, `read${name}${many ? '' : 'ById'}`) }
    }
    const signed = many ? { path: ofFile, at: withFile } : { path: ofField, at: id }
    paths[`${signed.path}/sign`] = { ...signed.at, post: sign(plan, field, `sign${name}`) }
  }
  return paths
}

const fileId: object = {
  name: 'fileId',
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
}

function read(plan: EntityPlan, field: FieldIR, id: string): object {
  const { public: isPublic } = fileOptions(field)
  const description = isPublic ? 'For whoever knows the id of the file.' : undefined
  return {
    ...head(plan, 'get', { id, summary: `Fetch "${field.name}" of ${wordsOf(plan)}` }),
    ...(description && { description }),
    parameters: [...sizeParameter(field), header('Range'), header('If-None-Match')],
    responses: {
      200: bytes('The file'),
      206: bytes('The part of it that was asked for'),
      304: { description: 'It is as it was known' },
      ...refusals(...everywhere, 'not_found', 'range_not_satisfiable'),
    },
  }
}

function sign(plan: EntityPlan, field: FieldIR, id: string): object {
  const schema = {
    type: 'object',
    properties: { url: { type: 'string' }, expiresAt: { type: 'string', format: 'date-time' } },
    required: ['url', 'expiresAt'],
  }
  return {
    ...head(plan, 'get', { id, summary: `Sign an address of "${field.name}" of ${wordsOf(plan)}` }),
    description: 'Whoever has the address may fetch the file with it for five minutes.',
    parameters: [parameterRef('idempotencyKey'), ...sizeParameter(field)],
    responses: { 200: json('The address', schema), ...refusals(...everywhere, 'not_found') },
  }
}

function sizeParameter(field: FieldIR): object[] {
  const { image, thumbs } = fileOptions(field)
  if (!image) return []
  const schema = { type: 'string', enum: ['thumb', ...thumbs] }
  return [{ name: 'size', in: 'query', description: 'A smaller version', schema }]
}

function header(name: string): object {
  return { name, in: 'header', schema: { type: 'string' } }
}

function bytes(description: string): object {
  return { description, content: { '*/*': {} } }
}

/** The addresses of uploads, and of files that were signed. */
export function uploadPaths(
  { entities }: ModelIR,
  names: ComponentNames,
): { [path: string]: object } {
  const security = entities.some(takesGuests) ? [{}, { bearer: [] }] : [{ bearer: [] }]
  const said = (operationId: string, summary: string): object => ({
    operationId,
    tags: [fileTag.name],
    summary,
    security,
  })
  const id = {
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
  }
  return {
    '/api/files': { post: upload(said('uploadFiles', 'Upload files'), names) },
    '/api/files/{id}': { ...id, get: signedFile },
    '/api/uploads': {
      post: {
        ...said('beginUpload', 'Begin an upload in pieces'),
        description: 'The protocol is tus 1.0: a client of it does the rest.',
        parameters: [tus, required('Upload-Length', 'integer'), header('Upload-Metadata')],
        responses: {
          201: { description: 'It may begin at the address in Location' },
          ...refusals(...everywhere, 'precondition_failed', 'too_large'),
        },
      },
    },
    '/api/uploads/{id}': { ...id, ...pieces(said, names) },
  }
}

function takesGuests(entity: EntityIR): boolean {
  if (fileFields(entity).length === 0) return false
  return (['create', 'update'] as const).some((name) => {
    const rule = entity.access[name]
    return (
      entity.operations.includes(name) && rule !== null && !impliesSignedIn(callerCondition(rule))
    )
  })
}

function upload(said: object, names: ComponentNames): object {
  const file = { type: 'array', items: { type: 'string', format: 'binary' }, maxItems: 20 }
  const schema = { type: 'object', properties: { file }, required: ['file'] }
  const list = { type: 'array', items: schemaRef(names.file) }
  const answered = { type: 'object', properties: { data: list }, required: ['data'] }
  return {
    ...said,
    requestBody: { required: true, content: { 'multipart/form-data': { schema } } },
    responses: {
      201: json('The files, in their order', answered),
      ...refusals(...everywhere, 'too_large', 'unsupported_media_type', 'invalid', 'storage_full'),
    },
  }
}

const signedFile: object = {
  operationId: 'fetchSignedFile',
  tags: [fileTag.name],
  summary: 'Fetch a file by an address that was signed',
  security: [{}],
  parameters: ['size', 'expires', 'signature'].map((name) => ({
    name,
    in: 'query',
    ...(name !== 'size' && { required: true }),
    schema: { type: 'string' },
  })),
  responses: {
    200: bytes('The file'),
    206: bytes('The part of it that was asked for'),
    304: { description: 'It is as it was known' },
    ...refusals('not_found', 'range_not_satisfiable', 'too_many_requests', 'internal'),
  },
}

const tus: object = {
  name: 'Tus-Resumable',
  in: 'header',
  required: true,
  schema: { const: '1.0.0' },
}

function required(name: string, type: string): object {
  return { name, in: 'header', required: true, schema: { type } }
}

function pieces(said: (id: string, summary: string) => object, names: ComponentNames): object {
  const refused = refusals(...everywhere, 'not_found', 'conflict', 'precondition_failed')
  const content = {
    'application/offset+octet-stream': { schema: { type: 'string', format: 'binary' } },
  }
  return {
    head: {
      ...said('findUpload', 'How much of an upload is there'),
      parameters: [tus],
      responses: { 200: { description: 'Upload-Offset says it' }, ...refused },
    },
    patch: {
      ...said('continueUpload', 'Send the next piece of an upload'),
      parameters: [tus, required('Upload-Offset', 'integer')],
      requestBody: { required: true, content },
      responses: {
        200: json('The file, once all of it is there', schemaRef(names.file)),
        204: { description: 'Upload-Offset says how much is there' },
        ...refused,
        ...refusals('too_large', 'unsupported_media_type', 'invalid'),
      },
    },
    delete: {
      ...said('giveUpUpload', 'Give up an upload'),
      parameters: [tus],
      responses: { 204: { description: 'Nothing of it is left' }, ...refused },
    },
  }
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
