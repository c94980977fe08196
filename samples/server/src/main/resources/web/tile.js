// One camera on the page: its picture, how it is, and what happened last.

import { derived, facts, time } from './format.js';
import { Fmp4Player } from './player-fmp4.js';
import { MjpegPlayer } from './player-mjpeg.js';
import { NoPicture, WebRtcPlayer } from './player-webrtc.js';
import { say } from './prose.js';

const ASKED_FOR_WEBRTC = new URLSearchParams(location.search).get('player') === 'webrtc';
const STILL_MILLIS = 5000;
const OFFLINE_AFTER_MILLIS = 30_000;
const CONDITIONS = { LIVE: 'live', RECONNECTING: 'reconnecting', OFFLINE: 'offline' };
const FIRST_PAUSE_MILLIS = 250;
const LONGEST_PAUSE_MILLIS = 5000;

export class Tile {
  element;
  #parts;
  #api;
  #budget;
  #announce;
  #camera;
  #read = 0;
  #condition = '';
  #player = null;
  #shown = null;
  #pictureAt = 0;
  #openedAt = 0;
  #reopenAt = 0;
  #pause = FIRST_PAUSE_MILLIS;
  #trouble = null;
  #webRtcWorks = true;
  #seen = { page: false, tile: false };

  constructor({ camera, template, api, budget, announce }) {
    this.element = template.content.firstElementChild.cloneNode(true);
    this.#parts = Object.fromEntries(
      ['stage', 'pictures', 'veil', 'veil-what', 'veil-mend', 'veil-code', 'open', 'badge-text', 'name', 'edit', 'facts', 'event', 'derived', 'to-mjpeg', 'to-still']
        .map((name) => [name, this.element.querySelector(`.${name}`)]));
    this.#api = api;
    this.#budget = budget;
    this.#announce = announce;
    this.element.dataset.camera = camera.id;
    this.#parts.name.textContent = camera.id;
    this.#parts.edit.setAttribute('aria-label', `Edit ${camera.id}`);
    this.#parts.open.setAttribute('aria-label', `Show ${camera.id} full screen`);
    this.#parts.open.onclick = () => this.#fullScreen();
    this.#link('to-mjpeg', 'stream.mjpg', `MJPEG of ${camera.id}`);
    this.#link('to-still', 'snapshot.jpg', `Snapshot of ${camera.id}`);
    this.#camera = camera;
  }

  get live() {
    return this.#condition === 'live';
  }

  /** What to do when somebody wants to change the camera; null when he may not. */
  set onEdit(task) {
    this.#parts.edit.hidden = !task;
    this.#parts.edit.onclick = task;
  }

  /** An address to be opened, or to be copied for another program. */
  #link(part, file, label) {
    const link = this.#parts[part];
    const path = `/cameras/${this.element.dataset.camera}/${file}`;
    link.href = path;
    link.setAttribute('aria-label', label);
    link.onclick = async (click) => {
      if (!this.#api.ticketed) return;
      click.preventDefault();
      // opened at once, or the browser takes it for an advertisement
      const page = open('', '_blank');
      if (!page) return;
      try {
        page.location = await this.#api.address(path);
      } catch {
        page.close();
      }
    };
  }

  /** What the server says about the camera now. */
  update(camera) {
    const returned = camera.shown === 'LIVE' && this.#camera.shown !== 'LIVE';
    const now = performance.now();
    this.#loads(camera.feeds, now - this.#read);
    this.#camera = camera;
    this.#read = now;
    if (returned) {
      this.#reopenAt = 0;
      this.#webRtcWorks = true;
    }
    this.tick();
  }

  /** What part of a processor each derived feed has taken since the last time. */
  #loads(feeds, millis) {
    for (const feed of feeds) {
      const before = this.#camera.feeds.find(({ key, stream }) => key === feed.key && stream === feed.stream);
      const known = before?.cpuSeconds !== undefined && feed.cpuSeconds !== undefined && millis > 0;
      feed.load = known ? Math.max(0, (feed.cpuSeconds - before.cpuSeconds) * 1000 / millis) : null;
    }
  }

  /** The server cannot be reached; nobody knows how the camera is. */
  lost() {
    const camera = this.#camera;
    if (camera.shown === 'LIVE') {
      this.#camera = { ...camera, shown: 'RECONNECTING', since: new Date(), retryInSeconds: 0, error: null };
    } else if (camera.shown === 'RECONNECTING' && Date.now() - camera.since > OFFLINE_AFTER_MILLIS) {
      this.#camera = { ...camera, shown: 'OFFLINE' };
    }
    this.tick();
  }

  /** The last thing that happened. */
  event(text, at) {
    const stamp = document.createElement('time');
    stamp.dateTime = at.toISOString();
    stamp.textContent = time(at);
    this.#parts.event.replaceChildren(stamp, ` ${text}`);
  }

  /**
   * Whether the page is looked at, and whether this tile is in view. The picture is open only while both hold; what was shown last
   * stays.
   */
  look(seen) {
    const { page, tile } = Object.assign(this.#seen, seen);
    if (page && tile) {
      this.#reopenAt = 0;
      this.tick();
    } else {
      this.#close();
    }
  }

  remove() {
    this.look({ tile: false });
    this.element.remove();
  }

  /** Called about twice a second: reopens what stands still, and counts the seconds. */
  tick() {
    const now = performance.now();
    this.#watch(now);
    this.#render(now);
  }

  #watch(now) {
    if (!this.#seen.page || !this.#seen.tile || this.#camera.shown !== 'LIVE') return;
    if (this.#player && now - Math.max(this.#pictureAt, this.#openedAt) > STILL_MILLIS) this.#close();
    if (!this.#player && now >= this.#reopenAt) this.#open(now);
  }

  #open(now) {
    this.#openedAt = now;
    this.#reopenAt = now + this.#pause;
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MILLIS);
    const Player = this.#kind();
    const player = new Player({
      camera: this.#camera.id,
      api: this.#api,
      budget: this.#budget,
      onPicture: () => this.#picture(player),
      onEnd: (error) => this.#ended(player, error),
    });
    this.#player = player;
    player.element.classList.add('picture');
    if (player.element instanceof HTMLVideoElement) this.#parts.pictures.append(player.element);
    player.start();
  }

  /** What the camera sends is shown as it is, if it is served so and the browser can: as fragmented MP4, or by WebRTC for who asks for that. */
  #kind() {
    const { views, video } = this.#camera;
    const asItIs = video?.codec === 'H264' || !views.includes('stream.mjpg');
    if (ASKED_FOR_WEBRTC && asItIs && views.includes('whep') && WebRtcPlayer.supported && this.#webRtcWorks) return WebRtcPlayer;
    return asItIs && views.includes('live') && Fmp4Player.supported ? Fmp4Player : MjpegPlayer;
  }

  #close() {
    const player = this.#player;
    if (!player) return;
    this.#player = null;
    if (player.element === this.#shown) this.#keepStill();
    if (player.element !== this.#shown) player.element.remove();
    player.stop();
  }

  /** Leaves the last picture in sight when its video goes; a canvas keeps its own. */
  #keepStill() {
    const video = this.#shown;
    if (!(video instanceof HTMLVideoElement)) return;
    const still = document.createElement('canvas');
    still.className = 'picture';
    still.width = video.videoWidth;
    still.height = video.videoHeight;
    still.getContext('2d').drawImage(video, 0, 0);
    video.replaceWith(still);
    this.#shown = still;
  }

  #picture(player) {
    if (player !== this.#player) return;
    this.#pictureAt = performance.now();
    this.#pause = FIRST_PAUSE_MILLIS;
    this.#trouble = null;
    if (this.#shown !== player.element) {
      this.#shown = player.element;
      this.#parts.pictures.replaceChildren(player.element);
      this.tick();
    }
  }

  #ended(player, error) {
    if (player !== this.#player) return;
    this.#trouble = error;
    if (error instanceof NoPicture) {
      this.#webRtcWorks = false;
      this.#reopenAt = 0;
    }
    this.#close();
  }

  #render(now) {
    const condition = CONDITIONS[this.#camera.shown];
    const waiting = condition === 'live' && (!this.#shown || now - this.#pictureAt > STILL_MILLIS);
    const text = this.#badge(now);
    this.element.dataset.state = condition;
    this.element.classList.toggle('waiting', waiting || condition !== 'live');
    setText(this.#parts['badge-text'], text);
    setText(this.#parts.facts, facts(this.#camera).join(' · '));
    const { views, feeds } = this.#camera;
    this.#parts['to-mjpeg'].hidden = !views.includes('stream.mjpg');
    this.#parts['to-still'].hidden = !views.includes('snapshot.jpg');
    setText(this.#parts.derived, feeds.map((feed) => derived(feed, feed.load ?? null)).join('\n'));
    this.#parts.derived.hidden = feeds.length === 0;
    this.#veil(condition, waiting);
    if (condition !== this.#condition) {
      if (this.#condition) this.#announce(`${this.#camera.id}: ${text.toLowerCase()}`);
      this.#condition = condition;
    }
  }

  #badge(now) {
    const { shown, since, retryInSeconds } = this.#camera;
    if (shown === 'OFFLINE') return `OFFLINE since ${time(since)}`;
    const left = Math.ceil(retryInSeconds - (now - this.#read) / 1000);
    return shown === 'RECONNECTING' && left > 0 ? `RECONNECTING in ${left} s` : shown;
  }

  /** What stands over the picture when there is none to see: what is wrong, and how to mend it. */
  #veil(condition, waiting) {
    const error = condition === 'live' ? this.#trouble : this.#camera.error;
    const what = error?.what ?? error?.message ?? '';
    say(this.#parts['veil-what'], what || (waiting ? 'Waiting for the picture' : ''));
    say(this.#parts['veil-mend'], error?.mend ?? '');
    setText(this.#parts['veil-code'], error?.code ?? '');
  }

  async #fullScreen() {
    const { stage } = this.#parts;
    const video = stage.querySelector('video');
    video?.play?.().catch(() => {});
    if (document.fullscreenElement === stage) {
      await document.exitFullscreen();
    } else if (stage.requestFullscreen) {
      await stage.requestFullscreen().catch(() => {});
    } else {
      // iPhones show only the video itself full screen
      video?.webkitEnterFullscreen?.();
    }
  }
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
