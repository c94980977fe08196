// The steps of a connection test, one line each, as they are done.

import { say } from './prose.js';

const STEPS = {
  'resolve': 'Find the host',
  'connect': 'Connect',
  'log in': 'Log in',
  'describe': 'Ask what it sends',
  'first key frame': 'First picture',
  'browser-playable': 'Browsers can show it',
  'measured': 'Measure',
};

const OUTCOMES = { OK: 'done', ADVICE: 'could be better', FAILED: 'failed', SKIPPED: 'not needed', WAITING: 'waiting' };

export class TestSteps {
  #list;
  #template;
  #lines = new Map();

  constructor(list, template) {
    this.#list = list;
    this.#template = template;
  }

  /** All steps, none done. */
  begin() {
    this.clear();
    for (const [step, name] of Object.entries(STEPS)) {
      const line = this.#template.content.firstElementChild.cloneNode(true);
      line.querySelector('.step-name').textContent = name;
      this.#lines.set(step, line);
      this.#outcome(line, 'WAITING');
      this.#list.append(line);
    }
    this.#list.hidden = false;
    this.#next();
  }

  clear() {
    this.#lines.clear();
    this.#list.replaceChildren();
    this.#list.hidden = true;
  }

  /** One step is done. */
  add({ step, state, millis, detail, code, mend }) {
    const line = this.#lines.get(step);
    if (!line) return;
    this.#outcome(line, state);
    line.querySelector('.step-time').textContent = millis === undefined ? '' : `${millis} ms`;
    say(line.querySelector('.step-detail'), detail ?? '');
    say(line.querySelector('.step-mend'), mend ?? '');
    line.querySelector('.step-code').textContent = code ?? '';
    if (state === 'FAILED') this.end();
    else this.#next();
  }

  /** Nothing more comes: what still waits is not done any more. */
  end() {
    for (const line of this.#lines.values()) {
      line.classList.remove('current');
      if (line.dataset.state === 'WAITING') this.#outcome(line, 'SKIPPED');
    }
  }

  #next() {
    const lines = [...this.#lines.values()];
    lines.forEach((line) => line.classList.remove('current'));
    lines.find((line) => line.dataset.state === 'WAITING')?.classList.add('current');
  }

  #outcome(line, state) {
    line.dataset.state = state;
    line.querySelector('.step-mark').setAttribute('aria-label', OUTCOMES[state]);
  }
}
