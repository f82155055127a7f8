/** A file as a record holds it. It never changes; a new version is a new file. */
export interface FileValue {
  readonly id: string
  /** What its uploader called it, without what no file system or header bears. */
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** The media type its content has. */
  readonly type: string
  /** In pixels, of a picture. */
  readonly width?: number
  readonly height?: number
}

/** What a create or update takes for a file: its id, or what was read before, of which only the id counts. */
export type FileInput = string | { readonly id: string }
