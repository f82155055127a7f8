import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands between a client and a server, for tests of what the network does to them. */
export interface TcpProxy {
  readonly port: number
  /** `hole` passes nothing on and closes nothing, `refuse` breaks what is open and takes nothing new. */
  become(mode: 'open' | 'hole' | 'refuse'): void
  close(): void
}

/** Starts a proxy on a free port of this machine that passes everything on to another port. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  let mode: 'open' | 'hole' | 'refuse' = 'open'
  const sockets = new Set<Socket>()
  const server = createServer((inside) => {
    if (mode === 'refuse') {
      inside.destroy()
      return
    }
    const outside = connect(targetPort, '127.0.0.1')
    pass(inside, outside)
    pass(outside, inside)
  })

  function pass(from: Socket, to: Socket): void {
    sockets.add(from)
    from.on('data', (bytes) => {
      if (mode === 'open') to.write(bytes)
    })
    from.on('error', () => undefined)
    from.on('close', () => {
      sockets.delete(from)
      if (mode !== 'hole') to.destroy()
    })
  }

  function breakAll(): void {
    for (const socket of sockets) socket.destroy()
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    become(wanted) {
      mode = wanted
      if (wanted === 'refuse') breakAll()
    },
    close() {
      server.close()
      breakAll()
    },
  }
}
