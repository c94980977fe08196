// The one module that knows how the server says things.

const DEADLINE_MILLIS = 8000;

/** The server answered, and the answer was no. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? `the server answered ${status}`);
    this.status = status;
    this.code = problem?.code ?? '';
    this.mend = problem?.mend ?? '';
  }
}

export class Api {
  #access;

  constructor(access) {
    this.#access = access;
  }

  /** Every camera that the visitor may see, as it stands. */
  async cameras() {
    const { cameras } = await this.#call('/api/cameras');
    return cameras.map(camera);
  }

  /** The newest events, oldest first. */
  async events() {
    const { events } = await this.#call('/api/events?limit=200');
    return events.map(event).reverse();
  }

  /** An address for something that cannot send headers: with a fresh ticket when the visitor has a token. */
  async address(path, camera) {
    const url = new URL(path, location.href);
    if (this.#access.known) {
      const { ticket } = await this.#call('/api/tickets', { camera, action: 'view' });
      url.searchParams.set('ticket', ticket);
    }
    return url;
  }

  /** The same for a WebSocket. */
  async socketAddress(path, camera) {
    const url = await this.address(path, camera);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    return url;
  }

  /** A plain request for pictures. */
  async pictures(path, signal) {
    const response = await fetch(path, { headers: this.#access.headers, signal, cache: 'no-store' });
    if (!response.ok) throw new Refused(response.status, await problemOf(response));
    return response;
  }

  async #call(path, body) {
    const response = await fetch(path, {
      method: body ? 'POST' : 'GET',
      headers: body ? { ...this.#access.headers, 'Content-Type': 'application/json' } : this.#access.headers,
      body: body && JSON.stringify(body),
      cache: 'no-store',
      signal: AbortSignal.timeout(DEADLINE_MILLIS),
    });
    if (!response.ok) throw new Refused(response.status, await problemOf(response));
    return response.json();
  }
}

async function problemOf(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

/** A camera as tiles see it: its main stream, and what to call its state. */
function camera(raw) {
  const stream = raw.streams[0];
  return {
    id: raw.id,
    shown: raw.shown,
    since: new Date(raw.since),
    retryInSeconds: stream.retryInSeconds ?? 0,
    transport: stream.transport,
    framesPerSecond: stream.framesPerSecond,
    video: stream.tracks.find((track) => track.width !== undefined) ?? null,
    error: stream.error ?? null,
  };
}

/** Something that happened, from the list or from the WebSocket. */
export function event(raw) {
  return { ...raw, at: new Date(raw.at) };
}
