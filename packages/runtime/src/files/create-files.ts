import { createFileSigner } from './delivery/index.ts'
import type { Files, FilesOptions } from './files.ts'

/** The files of an application. What they need is loaded when the first one is stored, asked for or swept. */
export function createFiles(options: FilesOptions): Files {
  let opening: Promise<Files> | undefined
  const opened = (): Promise<Files> => {
    opening ??= import('./open-files.ts').then(({ openFiles }) => openFiles(options))
    return opening
  }
  return {
    limits: options.limits,
    receive: async (upload) => (await opened()).receive(upload),
    within(transaction) {
      const within = opened().then((files) => files.within(transaction))
      return {
        put: async (file) => (await within).put(file),
        undo: async () => (await within).undo(),
      }
    },
    discard: async (ids) => (await opened()).discard(ids),
    restore: async (file, content) => (await opened()).restore(file, content),
    openResumable: async (path) => (await opened()).openResumable(path),
    open: async (id, size) => (await opened()).open(id, size),
    content: async (key) => (await opened()).content(key),
    signer: createFileSigner(options.signingKey),
    sweeper: {
      start: () => void opened().then(({ sweeper }) => sweeper.start()),
      soon: () => void opened().then(({ sweeper }) => sweeper.soon()),
      now: async (at) => (await opened()).sweeper.now(at),
      stop: async () => (await opening)?.sweeper.stop(),
    },
    close: async () => (await opening)?.close(),
  }
}
