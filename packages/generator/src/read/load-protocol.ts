import type { JsonValue } from '@cambium/model/ir'

/** What the loading process is asked for. */
export interface LoadRequest {
  /** Begins every line that is a report, so that nothing a model prints is taken for one. */
  mark: string
  /** Absolute path, symbolic links resolved. */
  project: string
  /** URL of the entry of `@cambium/model`. */
  modelPackage: string
  /** `text` stands in for what is on disk, where only a part of that may run. */
  files: { path: string; url: string; text?: string }[]
}

/** One line the loading process prints. */
export type LoadReport =
  | { type: 'loading'; path: string }
  | { type: 'loaded'; path: string; definition: JsonValue }
  | { type: 'failed'; path: string; error: LoadFailure }
  | { type: 'done' }

/** An error of the loading process, reduced to what a diagnostic can say. */
export interface LoadFailure {
  name: string
  code: string | null
  message: string
  stack: string
}
