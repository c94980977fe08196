// Puts the page together: asks the server how the cameras are, and keeps a tile for each.

import { Access } from './access.js';
import { Api, Refused } from './api.js';
import { EventStream } from './events.js';
import { sentence, summary } from './format.js';
import { keepLaidOut } from './layout.js';
import { StreamBudget } from './player-mjpeg.js';
import { Tile } from './tile.js';

const POLL_MILLIS = 2000;
const TICK_MILLIS = 500;
const SOON_MILLIS = 100;
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
  #poll = 0;
  #asking = false;
  #askAgain = false;

  start() {
    setInterval(() => this.#tick(), TICK_MILLIS);
    document.addEventListener('visibilitychange', () => this.#looked());
    byId('leave').onclick = () => this.#forget();
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
    this.#notice(cameras.length === 0 ? 'no-cameras' : null);
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

  #happened(event) {
    this.#line(event);
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
    this.#notice('no-access');
    const form = byId('notice').querySelector('form');
    if (this.#access.known) form.querySelector('.form-error').textContent = 'This token is not accepted. It may have been taken away.';
    form.onsubmit = (submit) => {
      submit.preventDefault();
      this.#access.keep(form.token.value.trim());
      this.#api.tokenGiven();
      this.#notice(null);
      this.#ask();
    };
    form.token.focus();
  }

  #forget() {
    this.#access.forget();
    location.reload();
  }

  #notice(template) {
    const notice = byId('notice');
    notice.hidden = !template;
    if (notice.dataset.shown === (template ?? '')) return;
    notice.dataset.shown = template ?? '';
    notice.replaceChildren(...(template ? [byId(template).content.cloneNode(true)] : []));
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
