// Who is looking: a token that was handed over once in the address and is kept on this device.

const KEY = 'camkit.token';

export class Access {
  #token;

  constructor() {
    this.#token = handedOver() ?? localStorage.getItem(KEY);
    if (this.#token) localStorage.setItem(KEY, this.#token);
    addEventListener('hashchange', () => {
      const token = handedOver();
      if (token) {
        this.keep(token);
        location.reload();
      }
    });
  }

  /** Whether there is a token; without one the server may still be open to everybody. */
  get known() {
    return Boolean(this.#token);
  }

  /** Headers that show the token. */
  get headers() {
    return this.#token ? { Authorization: `Bearer ${this.#token}` } : {};
  }

  keep(token) {
    this.#token = token;
    localStorage.setItem(KEY, token);
  }

  forget() {
    this.#token = null;
    localStorage.removeItem(KEY);
  }
}

/** Takes `#token=...` out of the address, so that it is in no bookmark, history or screenshot. */
function handedOver() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token) history.replaceState(null, '', location.pathname + location.search);
  return token || null;
}
