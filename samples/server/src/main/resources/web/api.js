// The one module that knows how the server says things.

const DEADLINE_MILLIS = 8000;
const SHARED_MILLIS = 1000;

/** The server answered, and the answer was no. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? `the server answered ${status}`);
    this.status = status;
    this.code = problem?.code ?? '';
    this.mend = problem?.mend ?? '';
    this.faults = problem?.faults ?? [];
  }
}

export class Api {
  #access;
  #refusedToken;
  #ticket = { asked: -Infinity };

  constructor(access) {
    this.#access = access;
  }

  /** The visitor gives a token: it is shown even if it was refused before. */
  tokenGiven() {
    this.#refusedToken = undefined;
  }

  /** Every camera that the visitor may see, as it stands. */
  async cameras() {
    const { cameras } = await this.#call('/api/cameras');
    return cameras.map(camera);
  }

  /** How the cameras are set up that the visitor may change; null when he may change none. */
  async definitions() {
    try {
      return (await this.#call('/api/definitions')).definitions;
    } catch (error) {
      if (error instanceof Refused && error.status === 404) return null;
      throw error;
    }
  }

  async add(entry) {
    await this.#call('/api/cameras', entry);
  }

  async change(id, entry) {
    await this.#call(`/api/cameras/${id}`, entry, 'PUT');
  }

  async remove(id) {
    await this.#call(`/api/cameras/${id}`, undefined, 'DELETE');
  }

  /** Tests a connection; `onLine` is told of each step as it is done. */
  async probe(entry, onLine, signal) {
    const { body } = await this.#answer('/api/probe', {
      method: 'POST',
      headers: { ...this.#access.headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(entry),
      signal,
    });
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ''; ;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + value).split('\n');
      rest = lines.pop();
      lines.filter(Boolean).forEach((line) => onLine(JSON.parse(line)));
    }
  }

  /** The newest events, oldest first. */
  async events() {
    const { events } = await this.#call('/api/events?limit=200');
    return events.map(event).reverse();
  }

  /** An address for a WebSocket. */
  async socketAddress(path) {
    const url = await this.address(path);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    return url;
  }

  /** Whether an address needs a ticket. */
  get ticketed() {
    return this.#access.known;
  }

  /** An address for whatever cannot send headers: with a fresh ticket when the visitor has a token. */
  async address(path) {
    const url = new URL(path, location.href);
    if (this.ticketed) url.searchParams.set('ticket', await this.#freshTicket());
    return url;
  }

  /** One ticket for all that open at the same moment: forty tiles that lose their streams ask once. */
  #freshTicket() {
    const now = performance.now();
    if (now - this.#ticket.asked > SHARED_MILLIS) {
      const answer = this.#call('/api/tickets', { camera: '*', action: 'view' }).then(({ ticket }) => ticket);
      this.#ticket = { asked: now, answer };
    }
    return this.#ticket.answer;
  }

  /** A plain request for pictures. */
  async pictures(path, signal) {
    return this.#answer(path, { headers: this.#access.headers, signal });
  }

  /** Begins a WebRTC session: its address, and the answer to the offer. */
  async watch(path, offer) {
    const response = await this.#answer(path, {
      method: 'POST',
      headers: { ...this.#access.headers, 'Content-Type': 'application/sdp' },
      body: offer,
      signal: AbortSignal.timeout(DEADLINE_MILLIS),
    });
    return { address: response.headers.get('Location'), answer: await response.text() };
  }

  /** Ends one; whether the server hears of it or not, the visitor has left. */
  leave(address) {
    fetch(address, { method: 'DELETE', headers: this.#access.headers, keepalive: true }).catch(() => {});
  }

  async #call(path, body, method = body ? 'POST' : 'GET') {
    const response = await this.#answer(path, {
      method,
      headers: body ? { ...this.#access.headers, 'Content-Type': 'application/json' } : this.#access.headers,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(DEADLINE_MILLIS),
    });
    return response.status === 204 ? null : response.json();
  }

  /** A token that was refused once is not sent again: the server shuts out an address that sends many wrong ones. */
  async #answer(path, request) {
    const { token } = this.#access;
    if (token === this.#refusedToken) throw new Refused(401, null);
    const response = await fetch(path, { ...request, cache: 'no-store' });
    if (response.status === 401) this.#refusedToken = token;
    if (!response.ok) throw new Refused(response.status, await problemOf(response));
    return response;
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
    views: raw.views,
    feeds: raw.feeds,
  };
}

/** Something that happened, from the list or from the WebSocket. */
export function event(raw) {
  return { ...raw, at: new Date(raw.at) };
}
