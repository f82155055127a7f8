import type { FastifyInstance, FastifyReply } from 'fastify'
import { createAnswerQueue } from './answer-queue.ts'
import { createHeads, type UsualHeaders } from './heads.ts'

declare module 'fastify' {
  interface FastifyReply {
    /**
     * Answers with JSON text past the hooks of the server; false where the answer has to go through them. Missing where
     * an answer is held back.
     */
    sendDirectly?(text: string): boolean
  }
}

export interface DirectOptions {
  readonly usual: UsualHeaders
  /** Answers as long as this are for the compression, where the caller knows one. */
  readonly compressedFrom: number
  /** Called with each answer that went this way. */
  onAnswer: ((reply: FastifyReply) => void) | undefined
}

/**
 * Lets the answers of the API skip what a server does for answers of any kind: their bodies are text, their length is
 * known, and what every answer carries is written once.
 */
export function useDirectAnswers(server: FastifyInstance, options: DirectOptions): void {
  const { usual, compressedFrom, onAnswer } = options
  const queue = createAnswerQueue()
  const headOf = createHeads(usual)
  server.decorateReply('sendDirectly', function sendDirectly(this: FastifyReply, text: string) {
    const { request, raw } = this
    if (text.length >= compressedFrom && request.headers['accept-encoding'] !== undefined) {
      return false
    }
    const bytes = Buffer.byteLength(text)
    raw.writeHead(this.statusCode, headOf(this, bytes))
    this.hijack()
    // Text of as many bytes as characters is ASCII, which is written without being converted.
    queue.add(raw, text, bytes === text.length ? 'latin1' : 'utf8')
    onAnswer?.(this)
    return true
  })
}
