import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Passes connections on to servers in turn; one that takes none is left out. */
export interface Balancer {
  readonly origin: string
  close(): Promise<void>
}

/** Listens on this machine and passes each connection on to the next of the ports that are asked for at that moment. */
export async function startBalancer(ports: () => readonly number[]): Promise<Balancer> {
  const sockets = new Set<Socket>()
  let turn = 0
  const server = createServer((client) => {
    hold(client, sockets)
    const all = ports()
    turn++
    pass(
      client,
      all.map((_, at) => all[(turn + at) % all.length] as number),
      sockets,
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** Connects to the first port that takes the connection. */
function pass(client: Socket, [port, ...rest]: readonly number[], sockets: Set<Socket>): void {
  if (port === undefined) {
    client.destroy()
    return
  }
  const upstream = connect(port, '127.0.0.1')
  hold(upstream, sockets)
  let isOpen = false
  upstream.once('connect', () => {
    isOpen = true
    client.pipe(upstream)
    upstream.pipe(client)
  })
  upstream.once('close', () => {
    if (isOpen || client.destroyed) client.destroy()
    else pass(client, rest, sockets)
  })
  client.once('close', () => upstream.destroy())
}

function hold(socket: Socket, sockets: Set<Socket>): void {
  sockets.add(socket)
  socket.setNoDelay(true)
  socket.on('error', () => undefined)
  socket.once('close', () => sockets.delete(socket))
}
