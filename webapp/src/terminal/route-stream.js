import { BaseStream } from '@microsoft/dev-tunnels-ssh/streams.js';
import { Buffer } from 'buffer';

/** A route's WebSocket as the library wants to read and write it. */
export class RouteStream extends BaseStream {
  #socket;
  #decided;

  /** Whether nothing more will come. */
  ended = false;

  /** Whether it was text that came, of which no bytes can be made again. */
  textual = false;

  /** @param {WebSocket} socket about to be opened */
  constructor(socket) {
    super();
    this.#socket = socket;
    this.#decided = new Promise((resolve) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('close', resolve);
    });
    socket.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') {
        this.textual = true;
        this.onEnd();
      } else if (data.byteLength > 0 && !this.textual) {
        // An empty message would pass for the end.
        this.onData(Buffer.from(data));
      }
    });
    socket.addEventListener('close', () => {
      this.ended = true;
      this.onEnd();
    });
  }

  async write(data) {
    await this.#decided;
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(data);
    }
  }

  async close() {
    this.dispose();
  }

  dispose() {
    this.#socket.close();
    super.dispose();
  }
}
