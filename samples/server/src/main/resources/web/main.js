// Puts the page together: asks the server how the cameras are, and keeps a tile for each.

import { Access } from './access.js';
import { Api, Refused } from './api.js';
import { Editor } from './editor.js';
import { EventStream } from './events.js';
import { sentence, summary } from './format.js';
import { keepLaidOut } from './layout.js';
import { StreamBudget } from './player-mjpeg.js';
import { Tile } from './tile.js';

const POLL_MILLIS = 2000;
const TICK_MILLIS = 500;
const SOON_MILLIS = 100;
// a server shuts out who shows twenty wrong tokens in a minute, and a house may have ten pages open
const KNOCK_MILLIS = 30_000;
const NEARLY_IN_VIEW = '50% 0px';

const byId = (id) => document.getElementById(id);

class Page {
  #access = new Access();
  #api = new Api(this.#access);
  #events = new EventStream(this.#api, (event) => this.#happened(event));
  #budget = new StreamBudget();
  #tiles = new Map();
  #layOut = keepLaidOut(byId('grid'));
  #inView = new IntersectionObserver((entries) => this.#scrolled(entries), { rootMargin: NEARLY_IN_VIEW });
  #editor = new Editor({
    dialog: byId('editor'),
    stepTemplate: byId('step'),
    api: this.#api,
    onDone: () => this.#edited(),
  });
  #definitions = null;
  #known = null;
  #poll = 0;
  #asking = false;
  #askAgain = false;

  start() {
    setInterval(() => this.#tick(), TICK_MILLIS);
    document.addEventListener('visibilitychange', () => this.#looked());
    byId('leave').onclick = () => this.#forget();
    byId('add').onclick = () => this.#editor.open();
    this.#looked();
  }

  /** Somebody looks at the page, or stopped doing so: a hidden page costs the server nothing. */
  #looked() {
    if (document.hidden) {
      clearTimeout(this.#poll);
      this.#events.stop();
    } else {
      this.#ask();
    }
    this.#tiles.forEach((tile) => tile.look({ page: !document.hidden }));
  }

  /** Only tiles in sight, or nearly, have streams: a phone does not decode forty. */
  #scrolled(entries) {
    for (const { target, isIntersecting } of entries) {
      this.#tiles.get(target.dataset.camera)?.look({ tile: isIntersecting });
    }
  }

  async #ask() {
    if (this.#asking) {
      this.#askAgain = true;
      return;
    }
    clearTimeout(this.#poll);
    this.#asking = true;
    try {
      this.#show(await this.#api.cameras());
    } catch (error) {
      if (error instanceof Refused && error.status === 401) {
        this.#refused();
        return;
      }
      this.#lost(error);
    } finally {
      this.#asking = false;
    }
    if (document.hidden) return;
    this.#poll = setTimeout(() => this.#ask(), this.#askAgain ? SOON_MILLIS : POLL_MILLIS);
    this.#askAgain = false;
  }

  #show(cameras) {
    const wasLost = !byId('link').hidden;
    byId('link').hidden = true;
    byId('leave').hidden = !this.#access.known;
    this.#define(cameras);
    this.#notice(cameras.length > 0 ? null : this.#definitions ? 'add-first' : 'no-cameras');
    const first = byId('notice').querySelector('.add');
    if (first) first.onclick = () => this.#editor.open();
    const fresh = cameras.filter((camera) => !this.#tiles.has(camera.id));
    const here = new Set(cameras.map((camera) => camera.id));
    for (const [id, tile] of this.#tiles) {
      if (!here.has(id)) {
        this.#remove(tile);
        this.#tiles.delete(id);
      }
    }
    for (const camera of fresh) this.#add(camera);
    for (const camera of cameras) this.#tiles.get(camera.id).update(camera);
    if (fresh.length > 0 || wasLost) this.#recall();
    this.#layOut();
    this.#summarise();
    if (!document.hidden) this.#events.start();
  }

  /** Asks what the visitor may change, whenever the cameras are others than before or were built anew. */
  async #define(cameras) {
    const known = cameras.map((camera) => camera.id).join();
    if (this.#known === known) return;
    this.#known = known;
    try {
      this.#definitions = await this.#api.definitions();
    } catch {
      this.#known = null; // it is asked again with the next look
      return;
    }
    byId('add').hidden = !this.#definitions;
    const editable = new Map(this.#definitions?.filter(({ fixed }) => !fixed).map((definition) => [definition.id, definition]));
    for (const [id, tile] of this.#tiles) {
      const definition = editable.get(id);
      tile.onEdit = definition ? () => this.#editor.open(definition) : null;
    }
    if (this.#tiles.size === 0 && this.#definitions) this.#ask();
  }

  #add(camera) {
    const tile = new Tile({
      camera,
      template: byId('tile'),
      api: this.#api,
      budget: this.#budget,
      announce: (text) => { byId('announcer').textContent = text; },
    });
    this.#tiles.set(camera.id, tile);
    byId('grid').append(tile.element);
    tile.look({ page: !document.hidden });
    this.#inView.observe(tile.element);
  }

  #remove(tile) {
    this.#inView.unobserve(tile.element);
    tile.remove();
  }

  /** Fills the event lines with what happened while nobody listened. */
  async #recall() {
    try {
      for (const event of await this.#api.events()) this.#line(event);
    } catch {
      // the lines fill with what happens next
    }
  }

  #edited() {
    this.#known = null;
    this.#ask();
  }

  #happened(event) {
    this.#line(event);
    if (event.kind !== 'state') this.#known = null;
    this.#ask();
  }

  #line(event) {
    const text = sentence(event);
    if (text) this.#tiles.get(event.camera)?.event(text, event.at);
  }

  #lost(error) {
    byId('link').textContent = error instanceof Refused ? error.message : 'Connection lost, trying again';
    byId('link').hidden = false;
    this.#tiles.forEach((tile) => tile.lost());
    this.#summarise();
  }

  #refused() {
    this.#events.stop();
    this.#tiles.forEach((tile) => this.#remove(tile));
    this.#tiles.clear();
    byId('link').hidden = true;
    byId('leave').hidden = true;
    this.#summarise();
    byId('add').hidden = true;
    this.#known = null;
    const isNew = this.#notice('no-access');
    const form = byId('notice').querySelector('form');
    if (this.#access.known) form.querySelector('.form-error').textContent = 'This token is not accepted. It may have been taken away.';
    form.onsubmit = (submit) => {
      submit.preventDefault();
      this.#access.keep(form.token.value.trim());
      this.#notice(null);
      this.#knock();
    };
    if (isNew) form.token.focus();
    // the server may come to know the token, or to want none
    const pause = this.#access.known ? KNOCK_MILLIS : POLL_MILLIS;
    if (!document.hidden) this.#poll = setTimeout(() => this.#knock(), pause);
  }

  #knock() {
    this.#api.tokenGiven();
    this.#ask();
  }

  #forget() {
    this.#access.forget();
    location.reload();
  }

  /** Whether it shows something else than before. */
  #notice(template) {
    const notice = byId('notice');
    notice.hidden = !template;
    if (notice.dataset.shown === (template ?? '')) return false;
    notice.dataset.shown = template ?? '';
    notice.replaceChildren(...(template ? [byId(template).content.cloneNode(true)] : []));
    return true;
  }

  #tick() {
    if (document.hidden) return;
    this.#tiles.forEach((tile) => tile.tick());
    this.#summarise();
  }

  #summarise() {
    const live = [...this.#tiles.values()].filter((tile) => tile.live).length;
    const text = summary(this.#tiles.size, live);
    if (byId('summary').textContent !== text) byId('summary').textContent = text;
  }
}

new Page().start();
