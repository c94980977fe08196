// Follows what happens on the server, for as long as the page is looked at.

import { event } from './api.js';

const FIRST_PAUSE_MILLIS = 500;
const LONGEST_PAUSE_MILLIS = 5000;

export class EventStream {
  #api;
  #onEvent;
  #socket = null;
  #timer = 0;
  #pause = FIRST_PAUSE_MILLIS;
  #wanted = false;
  #attempt = 0;

  constructor(api, onEvent) {
    this.#api = api;
    this.#onEvent = onEvent;
  }

  start() {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#connect();
  }

  stop() {
    this.#wanted = false;
    this.#attempt++;
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#socket = null;
  }

  async #connect() {
    const attempt = ++this.#attempt;
    let socket;
    try {
      const address = await this.#api.socketAddress('/events');
      // stopped meanwhile, and perhaps started again
      if (attempt !== this.#attempt) return;
      socket = new WebSocket(address);
    } catch {
      if (attempt === this.#attempt) this.#again();
      return;
    }
    this.#socket = socket;
    socket.onopen = () => { this.#pause = FIRST_PAUSE_MILLIS; };
    socket.onmessage = (message) => {
      if (typeof message.data === 'string') this.#onEvent(event(JSON.parse(message.data)));
    };
    socket.onclose = () => {
      if (socket === this.#socket) this.#again();
    };
  }

  #again() {
    this.#timer = setTimeout(() => this.#connect(), this.#pause * (0.75 + Math.random() / 2));
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MILLIS);
  }
}
