import type { EntityIR } from '@cambium/model/ir'
import { createSchema, type Schema } from '../../schema/index.ts'
import { type RandomData, randomData, randomModel } from '../model/index.ts'
import type { Random } from '../random.ts'
import { type Engine, openPostgresEngine, openSqliteEngine } from './engine.ts'
import { createRecordGraph, type RecordGraph } from './record-graph.ts'
import { allCallers, type FuzzCaller } from './situation.ts'

/** A random model with random data in both databases, and the people who ask. */
export interface FuzzWorld {
  entities: EntityIR[]
  schema: Schema
  data: RandomData
  graph: RecordGraph
  callers: FuzzCaller[]
  engines: Engine[]
  close(): Promise<void>
}

/** Makes a world from chance alone. */
export async function createFuzzWorld(random: Random): Promise<FuzzWorld> {
  const entities = randomModel(random)
  const data = randomData(entities, random)
  const engines = [await openSqliteEngine(entities, data), await openPostgresEngine(entities, data)]
  return {
    entities,
    schema: createSchema(entities),
    data,
    graph: createRecordGraph(entities, data),
    callers: allCallers(entities, data, random),
    engines,
    async close() {
      for (const engine of engines) await engine.close()
    },
  }
}
