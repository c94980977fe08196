// Plays fragmented MP4 from the camera's live WebSocket, close to the live edge.

const START_BEHIND_SECONDS = 0.15;
const HURRY_BEHIND_SECONDS = 0.4;
const CALM_BEHIND_SECONDS = 0.2;
const JUMP_BEHIND_SECONDS = 1.5;
const HURRY_RATE = 1.1;
const KEEP_SECONDS = 5;
const MAX_WAITING_MESSAGES = 500;

// iPhones have only the managed kind
const Source = globalThis.ManagedMediaSource ?? globalThis.MediaSource;

export class Fmp4Player {
  element = document.createElement('video');
  #camera;
  #api;
  #onPicture;
  #onEnd;
  #ended = false;
  #socket = null;
  #source = null;
  #buffer = null;
  #address = '';
  #waiting = [];
  #atEdge = false;

  static get supported() {
    return Boolean(Source);
  }

  constructor({ camera, api, onPicture, onEnd }) {
    this.#camera = camera;
    this.#api = api;
    this.#onPicture = onPicture;
    this.#onEnd = onEnd;
    const video = this.element;
    video.muted = true;
    video.autoplay = true;
    video.playsInline = true;
    video.disableRemotePlayback = true;
    video.onerror = () => this.#end(new Error(video.error?.message || 'the browser cannot play this video'));
    this.#watchPictures();
  }

  async start() {
    try {
      const address = await this.#api.socketAddress(`/cameras/${this.#camera}/live`);
      if (this.#ended) return;
      this.#socket = new WebSocket(address);
      this.#socket.binaryType = 'arraybuffer';
      this.#socket.onmessage = (message) => this.#receive(message.data);
      // the server says why nothing can follow: a code, and what happened
      this.#socket.onclose = ({ reason }) => this.#end(reason ? new Error(reason.replace(/^CK-\d+ /, '')) : null);
    } catch (error) {
      this.#end(error);
    }
  }

  stop() {
    this.#ended = true;
    this.#socket?.close();
    this.element.removeAttribute('src');
    this.element.load();
    URL.revokeObjectURL(this.#address);
    this.#waiting = [];
  }

  #end(error) {
    if (this.#ended) return;
    this.#ended = true;
    this.#socket?.close();
    this.#onEnd(error);
  }

  #receive(data) {
    if (this.#ended) return;
    try {
      if (typeof data === 'string') {
        this.#describe(JSON.parse(data));
      } else {
        this.#waiting.push(new Uint8Array(data));
        if (this.#waiting.length > MAX_WAITING_MESSAGES) throw new Error('the browser cannot keep up');
        this.#pump();
      }
    } catch (error) {
      this.#end(error);
    }
  }

  /** A new beginning: at the start, and again whenever the camera's stream changes. Its times may start anywhere. */
  #describe({ mime }) {
    // the other message tells of a gap, and a gap shows in what is buffered
    if (!mime) return;
    if (!Source.isTypeSupported(mime)) throw new Error(`this browser cannot play ${mime}`);
    if (this.#source) {
      this.#waiting.push({ mime });
      this.#pump();
    } else {
      this.#begin(mime);
    }
  }

  #begin(mime) {
    this.#source = new Source();
    this.#source.onsourceopen = () => {
      if (this.#ended || this.#buffer) return;
      this.#buffer = this.#source.addSourceBuffer(mime);
      this.#buffer.onupdateend = () => {
        this.#follow();
        this.#pump();
      };
      this.#buffer.onerror = () => this.#end(new Error('the browser cannot read this stream'));
      this.#pump();
    };
    this.#address = URL.createObjectURL(this.#source);
    this.element.src = this.#address;
    // refused only where the visitor has to begin himself: the click that opens the tile does it
    this.element.play().catch(() => {});
  }

  #pump() {
    if (!this.#buffer || this.#buffer.updating || this.#waiting.length === 0 || this.#ended) return;
    if (this.#waiting[0].mime) {
      this.#beginAnew();
      return;
    }
    const next = this.#waiting.findIndex((message) => message.mime);
    const chunks = next < 0 ? this.#waiting : this.#waiting.slice(0, next);
    try {
      this.#buffer.appendBuffer(joined(chunks));
      this.#waiting = this.#waiting.slice(chunks.length);
    } catch (error) {
      if (error.name !== 'QuotaExceededError' || !this.#trim(1)) this.#end(error);
    }
  }

  /** Forgets what is buffered, but goes on showing the last picture until the next one is there. */
  #beginAnew() {
    const { mime } = this.#waiting.shift();
    this.#buffer.abort();
    this.#buffer.changeType(mime);
    this.#atEdge = false;
    if (this.element.buffered.length > 0) {
      this.#buffer.remove(0, Infinity);
    } else {
      this.#pump();
    }
  }

  /** Stays near the newest picture: a little faster when behind, a jump when far behind or in a gap. */
  #follow() {
    const video = this.element;
    const ranges = video.buffered;
    if (ranges.length === 0) return;
    const newest = ranges.length - 1;
    const behind = ranges.end(newest) - video.currentTime;
    if (!this.#atEdge || behind > JUMP_BEHIND_SECONDS || video.currentTime < ranges.start(newest)) {
      this.#atEdge = true;
      video.currentTime = Math.max(ranges.start(newest), ranges.end(newest) - START_BEHIND_SECONDS);
    } else if (behind > HURRY_BEHIND_SECONDS) {
      video.playbackRate = HURRY_RATE;
    } else if (behind < CALM_BEHIND_SECONDS) {
      video.playbackRate = 1;
    }
    if (!this.#buffer.updating && video.currentTime - ranges.start(0) > 2 * KEEP_SECONDS) this.#trim(KEEP_SECONDS);
  }

  /** Forgets what was shown more than `seconds` ago; false when there is nothing. */
  #trim(seconds) {
    const end = this.element.currentTime - seconds;
    if (this.element.buffered.length === 0 || this.element.buffered.start(0) >= end) return false;
    this.#buffer.remove(0, end);
    return true;
  }

  #watchPictures() {
    const video = this.element;
    if (video.requestVideoFrameCallback) {
      const shown = () => {
        if (this.#ended) return;
        this.#onPicture();
        video.requestVideoFrameCallback(shown);
      };
      video.requestVideoFrameCallback(shown);
    } else {
      video.ontimeupdate = () => {
        if (!this.#ended && video.currentTime > 0) this.#onPicture();
      };
    }
  }
}

function joined(chunks) {
  if (chunks.length === 1) return chunks[0];
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
