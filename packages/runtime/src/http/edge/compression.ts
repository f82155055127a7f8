import type { FastifyInstance } from 'fastify'

/** Shorter answers are sent as they are. */
export const worthItBytes = 1024

/** Compresses answers of more than 1 kB, for callers that ask for it: zstd, brotli or gzip. Bodies come as they are. */
export async function useCompression(server: FastifyInstance): Promise<void> {
  // Loaded only when it is wanted: it costs some megabytes and 20 ms.
  const { default: compress } = await import('@fastify/compress')
  await server.register(compress, {
    threshold: worthItBytes,
    encodings: ['zstd', 'br', 'gzip'],
    globalDecompression: false,
  })
}
