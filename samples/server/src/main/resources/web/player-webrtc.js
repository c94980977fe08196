// Plays a camera by WebRTC: an offer is posted to the camera's WHEP address, and the answer says where its packets come from.

const FIRST_PICTURE_MILLIS = 4000;
const GATHERING_MILLIS = 300;

/** The server answered, and then no connection came about: the network lets nothing through. */
export class NoPicture extends Error {
  constructor() {
    super('no picture came by WebRTC');
  }
}

export class WebRtcPlayer {
  element = document.createElement('video');
  #camera;
  #api;
  #onPicture;
  #onEnd;
  #ended = false;
  #connection = null;
  #session = null;
  #deadline = 0;

  static get supported() {
    return Boolean(globalThis.RTCPeerConnection);
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
    this.#watchPictures();
  }

  async start() {
    try {
      await this.#connect();
    } catch (error) {
      this.#end(error);
    }
  }

  async #connect() {
    const connection = new RTCPeerConnection();
    this.#connection = connection;
    const stream = new MediaStream();
    this.element.srcObject = stream;
    connection.ontrack = ({ track }) => stream.addTrack(track);
    connection.onconnectionstatechange = () => {
      if (['failed', 'closed'].includes(connection.connectionState)) this.#end(new Error('the WebRTC connection broke'));
    };
    connection.addTransceiver('video', { direction: 'recvonly' });
    connection.addTransceiver('audio', { direction: 'recvonly' });
    await connection.setLocalDescription();
    await gathered(connection);
    if (this.#ended) return;
    this.#session = await this.#api.watch(`/cameras/${this.#camera}/whep`, connection.localDescription.sdp);
    if (this.#ended) {
      this.#leave();
      return;
    }
    this.#deadline = setTimeout(() => this.#tooLate(), FIRST_PICTURE_MILLIS);
    await connection.setRemoteDescription({ type: 'answer', sdp: this.#session.answer });
    // refused only where the visitor has to begin himself: the click that opens the tile does it
    this.element.play().catch(() => {});
  }

  stop() {
    this.#ended = true;
    clearTimeout(this.#deadline);
    this.#connection?.close();
    this.element.srcObject = null;
    this.#leave();
  }

  #end(error) {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#deadline);
    this.#connection?.close();
    this.#leave();
    this.#onEnd(error);
  }

  /** Connected without a picture is the camera's or the server's trouble, and passes. */
  #tooLate() {
    const connected = this.#connection.connectionState === 'connected';
    this.#end(connected ? new Error('no picture yet') : new NoPicture());
  }

  /** The server notices by itself, but not at once. */
  #leave() {
    const session = this.#session;
    this.#session = null;
    if (session) this.#api.leave(session.address);
  }

  #watchPictures() {
    const video = this.element;
    const picture = () => {
      clearTimeout(this.#deadline);
      this.#onPicture();
    };
    if (video.requestVideoFrameCallback) {
      const shown = () => {
        if (this.#ended) return;
        picture();
        video.requestVideoFrameCallback(shown);
      };
      video.requestVideoFrameCallback(shown);
    } else {
      video.ontimeupdate = () => {
        if (!this.#ended && video.currentTime > 0) picture();
      };
    }
  }
}

/** Waits for the browser's own addresses, but not for servers that do not answer: the camera's server sees where packets come from. */
function gathered(connection) {
  return new Promise((resolve) => {
    if (connection.iceGatheringState === 'complete') resolve();
    connection.addEventListener('icegatheringstatechange', () => {
      if (connection.iceGatheringState === 'complete') resolve();
    });
    setTimeout(resolve, GATHERING_MILLIS);
  });
}
