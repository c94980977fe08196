// Plays a camera's JPEGs on a canvas: as a stream, or one by one where the browser has no connection left for a stream.

import { MultipartPictures, NotMultipart } from './multipart.js';

// HTTP/1.1 browsers open six connections to a server; the page itself needs some of them
const STREAMS_AT_ONCE = 4;
const SLOW_PAUSE_MILLIS = 1000;
const FAST_PAUSE_MILLIS = 120;
const MOST_WAITING = 6;

/** How many streams the page may still open, and whether the browser hands them over as they are sent. */
export class StreamBudget {
  readable = true;
  #free = STREAMS_AT_ONCE;

  take() {
    if (this.#free === 0) return false;
    this.#free--;
    return true;
  }

  give() {
    this.#free++;
  }
}

export class MjpegPlayer {
  element = document.createElement('canvas');
  #camera;
  #api;
  #budget;
  #onPicture;
  #onEnd;
  #abort = new AbortController();
  #context = this.element.getContext('2d', { alpha: false });
  #decoding = false;
  #waiting = [];

  constructor({ camera, api, budget, onPicture, onEnd }) {
    this.#camera = camera;
    this.#api = api;
    this.#budget = budget;
    this.#onPicture = onPicture;
    this.#onEnd = onEnd;
  }

  async start() {
    const streaming = this.#budget.take();
    try {
      if (streaming && this.#budget.readable) {
        await this.#stream();
      } else {
        await this.#snapshots(streaming ? FAST_PAUSE_MILLIS : SLOW_PAUSE_MILLIS);
      }
      this.#end(null);
    } catch (error) {
      // some browsers take multipart streams apart themselves: single pictures work everywhere
      if (error instanceof NotMultipart) this.#budget.readable = false;
      this.#end(error);
    } finally {
      if (streaming) this.#budget.give();
    }
  }

  stop() {
    this.#abort.abort();
  }

  #end(error) {
    if (!this.#abort.signal.aborted) {
      this.#abort.abort();
      this.#onEnd(error);
    }
  }

  async #stream() {
    const response = await this.#api.pictures(`/cameras/${this.#camera}/stream.mjpg`, this.#abort.signal);
    const parts = new MultipartPictures();
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const pictures = parts.add(value);
      if (pictures.length > 0) this.#show(pictures);
    }
  }

  async #snapshots(pauseMillis) {
    while (!this.#abort.signal.aborted) {
      const response = await this.#api.pictures(`/cameras/${this.#camera}/snapshot.jpg`, this.#abort.signal);
      this.#show([new Uint8Array(await response.arrayBuffer())]);
      await new Promise((resolve) => { setTimeout(resolve, pauseMillis); });
    }
  }

  /** Draws each picture in turn; a browser that falls behind goes on with the newest. */
  async #show(pictures) {
    this.#waiting.push(...pictures);
    if (this.#waiting.length > MOST_WAITING) this.#waiting = this.#waiting.slice(-1);
    if (this.#decoding) return;
    this.#decoding = true;
    try {
      while (this.#waiting.length > 0 && !this.#abort.signal.aborted) {
        const picture = this.#waiting.shift();
        this.#draw(await createImageBitmap(new Blob([picture], { type: 'image/jpeg' })));
      }
    } catch (error) {
      this.#end(error);
    } finally {
      this.#decoding = false;
    }
  }

  #draw(bitmap) {
    if (this.element.width !== bitmap.width || this.element.height !== bitmap.height) {
      this.element.width = bitmap.width;
      this.element.height = bitmap.height;
    }
    this.#context.drawImage(bitmap, 0, 0);
    bitmap.close();
    if (!this.#abort.signal.aborted) this.#onPicture();
  }
}
