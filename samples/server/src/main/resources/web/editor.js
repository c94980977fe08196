// The dialog in which a camera is added, changed, tested and removed.

import { Refused } from './api.js';
import { say } from './prose.js';
import { TestSteps } from './test-steps.js';

const NEEDS_CONSENT = 'CK-2410';

export class Editor {
  #dialog;
  #form;
  #api;
  #onDone;
  #steps;
  #definition = null;
  #test = null;
  #sure = false;

  constructor({ dialog, stepTemplate, api, onDone }) {
    this.#dialog = dialog;
    this.#form = dialog.querySelector('form');
    this.#api = api;
    this.#onDone = onDone;
    this.#steps = new TestSteps(this.#part('steps'), stepTemplate);
    this.#form.onsubmit = (submit) => {
      submit.preventDefault();
      this.#save();
    };
    this.#part('test').onclick = () => this.#probe();
    this.#part('remove').onclick = () => this.#remove();
    this.#part('close').onclick = () => dialog.close();
    dialog.onclose = () => this.#test?.abort();
  }

  /** Opens it for a camera that is there, or without one for a new camera. */
  open(definition = null) {
    this.#definition = definition;
    this.#form.reset();
    this.#steps.clear();
    this.#complain([]);
    this.#sure = false;
    const fields = this.#form.elements;
    this.#part('title').textContent = definition ? `Edit ${definition.id}` : 'Add a camera';
    this.#part('remove').hidden = !definition;
    this.#part('remove').textContent = 'Remove';
    fields.id.value = definition?.id ?? '';
    fields.id.disabled = Boolean(definition);
    fields.source.value = definition?.source ?? '';
    fields.sub.value = definition?.sub ?? '';
    fields.username.value = definition?.username ?? '';
    fields.password.placeholder = definition?.username ? 'unchanged' : '';
    fields.stallSeconds.value = definition?.stallSeconds ?? '';
    fields.allowLocal.checked = definition?.allowLocal ?? false;
    this.#part('more').open = Boolean(definition?.sub || definition?.stallSeconds || definition?.allowLocal);
    this.#dialog.showModal();
    (definition ? fields.source : fields.id).focus();
  }

  #part(name) {
    return this.#dialog.querySelector(`.editor-${name}`);
  }

  /** What the form says, as the server wants it. A password that is not typed anew is left out: the server knows it. */
  #entry() {
    const fields = this.#form.elements;
    const entry = { source: fields.source.value.trim() };
    if (fields.id.value.trim()) entry.id = fields.id.value.trim();
    if (fields.sub.value.trim()) entry.sub = fields.sub.value.trim();
    if (fields.username.value || this.#definition) entry.username = fields.username.value;
    // a device logs in with a token and nothing else
    const secret = entry.source.startsWith('esp32:') && !fields.username.value ? 'token' : 'password';
    if (fields.password.value) entry[secret] = fields.password.value;
    if (fields.stallSeconds.value) entry.stallSeconds = Number(fields.stallSeconds.value);
    if (fields.allowLocal.checked) entry.allowLocal = true;
    if (this.#definition?.sinks) entry.sinks = this.#definition.sinks;
    return entry;
  }

  async #save() {
    await this.#busy(async () => {
      if (this.#definition) await this.#api.change(this.#definition.id, this.#entry());
      else await this.#api.add(this.#entry());
      this.#dialog.close();
      this.#onDone();
    });
  }

  async #remove() {
    if (!this.#sure) {
      this.#sure = true;
      this.#part('remove').textContent = `Really remove ${this.#definition.id}?`;
      return;
    }
    await this.#busy(async () => {
      await this.#api.remove(this.#definition.id);
      this.#dialog.close();
      this.#onDone();
    });
  }

  async #probe() {
    this.#test?.abort();
    const test = new AbortController();
    this.#test = test;
    this.#steps.begin();
    this.#part('steps').scrollIntoView({ block: 'end' });
    await this.#busy(() => this.#api.probe(this.#entry(), (line) => this.#tested(line), test.signal));
    this.#steps.end();
  }

  #tested(line) {
    if (line.step) this.#steps.add(line);
    if (line.code === NEEDS_CONSENT) this.#part('more').open = true;
    this.#part('steps').scrollIntoView({ block: 'end' });
  }

  /** Runs a request with the buttons off, and shows what the server has against it. */
  async #busy(request) {
    this.#complain([]);
    const buttons = ['test', 'save', 'remove'].map((name) => this.#part(name));
    buttons.forEach((button) => { button.disabled = true; });
    try {
      await request();
    } catch (error) {
      if (error.name === 'AbortError') return;
      this.#steps.clear();
      this.#complain(error instanceof Refused && error.faults.length > 0
        ? error.faults
        : [{ what: error instanceof Refused ? error.message : 'the server did not answer', mend: error.mend ?? 'try again' }]);
    } finally {
      buttons.forEach((button) => { button.disabled = false; });
    }
  }

  #complain(faults) {
    this.#part('faults').replaceChildren(...faults.map(({ what, mend }) => {
      const item = document.createElement('li');
      say(item, mend ? `${what}: ${mend}` : what);
      return item;
    }));
  }
}
