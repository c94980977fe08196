// Who is looking: a token that was handed over once in the address and is kept on this device.

const KEY = 'camkit.token';

export class Access {
  #token;

  constructor() {
    this.#token = handedOver() ?? kept();
    if (this.#token) this.keep(this.#token);
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

  /** What the visitor shows; null for nothing. */
  get token() {
    return this.#token;
  }

  /** Headers that show the token. */
  get headers() {
    return this.#token ? { Authorization: `Bearer ${this.#token}` } : {};
  }

  keep(token) {
    this.#token = token;
    onDevice((storage) => storage.setItem(KEY, token));
  }

  forget() {
    this.#token = null;
    onDevice((storage) => storage.removeItem(KEY));
  }
}

function kept() {
  return onDevice((storage) => storage.getItem(KEY)) ?? null;
}

/** A browser that is told to store nothing throws: the token then lasts as long as the page. */
function onDevice(task) {
  try {
    return task(localStorage);
  } catch {
    return undefined;
  }
}

/** Takes `#token=...` out of the address, so that it is in no bookmark, history or screenshot. */
function handedOver() {
  // a plus sign stands for itself here, not for a space
  const token = new URLSearchParams(location.hash.slice(1).replaceAll('+', '%2B')).get('token');
  if (token) history.replaceState(null, '', location.pathname + location.search);
  return token || null;
}
