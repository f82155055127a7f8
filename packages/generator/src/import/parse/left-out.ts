import { basename } from 'node:path'
import type { LeftBehind } from '../source/index.ts'
import type { ClassPlan } from './describe-class.ts'
import type { ParseExport } from './find-export.ts'

const reasons: { readonly [className: string]: [reason: string, suggestion: string] } = {
  _Session: ['sessions are not carried over', 'people sign in once more, with the same password'],
  _Installation: [
    'devices register for push with the new server by themselves',
    'docs/guide/push.md says how an app registers',
  ],
  _EventDimension: ['numbers of Parse Analytics have no place here', 'keep the export'],
  _Product: ['products of an app store have no place here', 'make an entity for them'],
  _PushStatus: ['what became of pushes is kept by the queue', 'keep the export'],
  _JobStatus: ['what became of jobs is kept by the queue', 'keep the export'],
  _JobSchedule: ['jobs are code here', 'write a job for each: cambium new job'],
  _Hooks: ['triggers by web address are code here', 'write a hook, or a webhook'],
  _GlobalConfig: ['settings are code here', 'write them into the settings of the application'],
  _Idempotency: ['keys of requests end by themselves', 'nothing'],
  _GraphQLConfig: ['the API follows from the model', 'nothing'],
  _Audience: ['audiences of pushes have no place here', 'make an entity for them'],
}

/** What lies in the folder and does not come along. */
export function leftOut(files: ParseExport, plans: ReadonlyMap<string, ClassPlan>): LeftBehind[] {
  const system = [...files.classes.keys()].filter(
    (name) => name.startsWith('_') && name !== '_User' && name !== '_Role',
  )
  const joins = files.joins.filter(({ owner, field }) => {
    if (owner === '_Role') return false
    const links = plans.get(owner)?.table.links ?? []
    return !links.some(({ through }) => through.name === `_Join:${field}:${owner}`)
  })
  return [
    ...system.map((name) => leftClass(name)),
    ...joins.map(({ path, field, owner }) => ({
      what: `file ${basename(path)}`,
      reason: `nothing says which class ${owner}.${field} leads to`,
      suggestion: 'put schemas.json into the folder, which names it',
    })),
    ...files.others.map((name) => ({
      what: `file ${name}`,
      reason: 'it is no class of an export',
      suggestion: 'import it by itself, or take it out of the folder',
    })),
    ...withoutPermissions(files, plans),
  ]
}

function leftClass(name: string): LeftBehind {
  const [reason, suggestion] = reasons[name] ?? [
    'Parse keeps it for itself',
    'copy what is needed into a class of your own before the export',
  ]
  return { what: `class ${name}`, reason, suggestion }
}

function withoutPermissions(
  files: ParseExport,
  plans: ReadonlyMap<string, ClassPlan>,
): LeftBehind[] {
  if (files.schemas !== null || plans.size === 0) return []
  return [
    {
      what: 'class-level permissions',
      reason: 'the export does not hold them, so only access lists of records became rules',
      suggestion:
        'put the answer of GET /schemas (with the master key) into the folder as schemas.json and import again',
    },
  ]
}
