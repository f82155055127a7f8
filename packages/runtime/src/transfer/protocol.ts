/**
 * What a program and `node src/main.ts load --stdin` say to each other: one JSON value a line. The program that loads
 * speaks first (`LoadReady`), is then sent `LoadRequest`s, answers each batch with a `LoadDone`, and ends with a
 * `LoadFinished`. docs/reference/transfer.md tells it in words.
 */
export type LoadRequest =
  | { readonly batch: LoadBatch }
  /** No more batches of this entity, or of these links. */
  | { readonly finished: LoadName }
  /** No more of anything. */
  | { readonly end: true }

/** An entity by its name, or the links of a many-to-many relation: `Product.categories`. */
export type LoadName = { readonly entity: string } | { readonly links: string }

/** Any JSON value: where the reader of a source stands, opaque to who loads. */
export type LoadPosition = unknown

/** At most 1,000 rows or about a megabyte; at most two batches are sent ahead of their answers. */
export type LoadBatch = LoadName & {
  /** Where the reader stands behind these rows. Kept in the transaction that writes them. */
  readonly position: LoadPosition
  /** Records by their property names, or `LoadLink`s. */
  readonly rows: readonly LoadRow[]
}

export interface LoadRow {
  readonly [property: string]: unknown
}

/** A row of links. */
export interface LoadLink extends LoadRow {
  readonly source: string | number
  readonly target: string | number
  /** Where the relation keeps an order. The order in which they come unless told. */
  readonly position?: number
}

/** The first line: what can be loaded, in the order in which it must come. */
export interface LoadReady {
  readonly ready: { readonly order: readonly (LoadName & LoadProgress)[] }
}

/** How far an earlier run of the same load came. */
export interface LoadProgress {
  /** That of the last batch that was written; null where there is none. */
  readonly position: LoadPosition
  readonly written: number
  /** An earlier run was told that there is no more of it. */
  readonly finished: boolean
}

/** The answer to a batch: it is written, durably. */
export interface LoadDone {
  readonly done: LoadName & {
    readonly position: LoadPosition
    readonly written: number
    /** Rows whose key was there already; they were left as they are. */
    readonly present: number
    readonly rejected: readonly LoadRejection[]
  }
}

export interface LoadRejection {
  /** Of the row in its batch. */
  readonly index: number
  readonly reason: string
}

/** The last line. */
export interface LoadFinished {
  readonly finished: LoadReport
}

export interface LoadReport {
  /** What became of every entity and of all links, earlier runs of the same load included. */
  readonly totals: readonly (LoadName & LoadTotals)[]
  readonly dangling: readonly DanglingReference[]
  /** The file with every row that was not written; null where every row was. */
  readonly rejectedFile: string | null
}

export interface LoadTotals {
  readonly written: number
  readonly present: number
  readonly rejected: number
}

/** References to records that never came: the rows were written without them. */
export interface DanglingReference {
  readonly entity: string
  readonly property: string
  readonly count: number
}

/** `Product`, or `Product.categories`: how a name is kept and shown. */
export function textOfName(name: LoadName): string {
  return 'entity' in name ? name.entity : name.links
}
