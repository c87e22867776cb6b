import { BaseStream } from '@microsoft/dev-tunnels-ssh/streams.js';
import { Buffer } from 'buffer';

/** A route's WebSocket as the library wants to read and write it. */
export class RouteStream extends BaseStream {
  #socket;
  #decided;

  /** Whether nothing more will come. */
  ended = false;

  /** @param {WebSocket} socket about to be opened */
  constructor(socket) {
    super();
    this.#socket = socket;
    this.#decided = new Promise((resolve) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('close', resolve);
    });
    socket.addEventListener('message', ({ data }) => {
      // An empty message would pass for the end.
      if (data.byteLength > 0) {
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
