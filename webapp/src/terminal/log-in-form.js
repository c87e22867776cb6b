import { Banner } from './banner.js';
import { plainText } from './plain-text.js';
import { privateKey } from './private-key.js';
import { PrivateKeyError } from './private-key-error.js';
import { words } from './words.js';

const INTERACTIVE = 'keyboard-interactive';

/** A question that the password just typed is the answer to, as sshd asks it through PAM. */
const PASSWORD_PROMPT = /^\s*(\([^)]*\)\s*)?password:\s*$/i;

const find = (id) => document.getElementById(id);

/** Asks the user who and with what, until the server lets them in. Secrets are taken out of the fields as they are used. */
export class LogInForm {
  #form = find('log-in');
  #questionnaire = find('questionnaire');
  #cover;
  #busy;
  #say;

  /**
   * @param {(id: string) => void} cover shows one of the page's covers
   * @param {() => void} busy shows that the server is being waited for
   * @param {(text: string) => void} say shows what the server says where it is still seen after the log-in
   */
  constructor(cover, busy, say) {
    this.#cover = cover;
    this.#busy = busy;
    this.#say = say;
    this.#form.addEventListener('change', () => this.#showMethod());
  }

  /**
   * Logs in, however often that takes. Rejects when the session is over.
   *
   * @param {(user: string, banner: (message: string) => void) => import('./log-in.js').LogIn} begin
   * @param {AbortSignal} life of the session
   * @returns {Promise<boolean>} whether the user is in; if not, they want to be somebody else, for which a new session is
   *   needed: servers hang up on who changes their name
   */
  async run(begin, life) {
    this.#form.reset();
    find('user').readOnly = false;
    find('other-user').hidden = true;
    const banner = new Banner();
    this.#showBanner(banner);
    this.#offer(null);
    let logIn = null;
    let outcome = null;
    for (let problem = ''; outcome !== 'in';) {
      const answers = await this.#ask(problem);
      if (answers === null) {
        return false;
      }
      this.#busy();
      const attempt = await prepared(answers);
      // Reading a file and opening a key take a while, and the page may show the end by now, or another session.
      life.throwIfAborted();
      if (attempt.problem) {
        problem = attempt.problem;
        continue;
      }
      this.#forgetSecrets();
      if (logIn === null) {
        logIn = begin(answers.user, (message) => this.#heard(banner, message));
        outcome = await logIn.begin();
        find('user').readOnly = true;
        find('other-user').hidden = false;
      }
      if (outcome !== 'in') {
        const method = offered(attempt.method, logIn.methods);
        outcome = method === null ? 'unoffered' : await this.#try(logIn, method, attempt);
        problem = saying(outcome, method);
        this.#offer(logIn.methods);
      }
    }
    return true;
  }

  /** Empties all fields that may hold a secret. */
  #forgetSecrets() {
    for (const id of ['password', 'passphrase', 'key-file', 'key-text']) {
      find(id).value = '';
    }
  }

  #try(logIn, method, { password, key }) {
    if (method === 'password') {
      return logIn.password(password);
    }
    if (method === 'publickey') {
      return logIn.key(key);
    }
    let typed = password;
    return logIn.prompts(async (round) => {
      const [only] = round.prompts;
      const answer = round.prompts.length === 1 && !only.echo && PASSWORD_PROMPT.test(only.prompt) ? typed : '';
      typed = '';
      return answer ? [answer] : this.#answers(round);
    });
  }

  #ask(problem) {
    find('log-in-problem').textContent = problem;
    this.#showMethod();
    this.#cover('log-in');
    const fields = this.#form.querySelectorAll('input:enabled:not([type="radio"]):not([readonly])');
    const empty = [...fields].find((field) => field.value === '' && field.offsetParent);
    (empty ?? find('submit')).focus();
    return new Promise((resolve) => {
      find('other-user').onclick = () => resolve(null);
      this.#form.onsubmit = (event) => {
        event.preventDefault();
        const { user, method, password, keyText, passphrase } = this.#form.elements;
        // The keyboard of a phone puts a blank behind a word that it completes.
        user.value = user.value.trim();
        if (!this.#form.reportValidity()) {
          return;
        }
        const [file] = find('key-file').files;
        const answers = {
          user: user.value, method: method.value, password: password.value, file, key: keyText.value,
          passphrase: passphrase.value,
        };
        password.value = '';
        passphrase.value = '';
        resolve(answers);
      };
    });
  }

  #answers({ name, instruction, prompts }) {
    find('questionnaire-heading').textContent = plainText(name) || words.serverAsks;
    find('questionnaire-text').textContent = plainText(instruction);
    find('prompts').replaceChildren(...prompts.map(row));
    this.#cover('questionnaire');
    (find('prompts').querySelector('input') ?? this.#questionnaire.querySelector('button')).focus();
    return new Promise((resolve) => {
      this.#questionnaire.onsubmit = (event) => {
        event.preventDefault();
        const answers = Array.from(find('prompts').querySelectorAll('input'), (field) => field.value);
        find('prompts').replaceChildren();
        this.#busy();
        resolve(answers);
      };
    });
  }

  #showMethod() {
    const { value } = this.#form.elements.method;
    for (const row of this.#form.querySelectorAll('[data-method]')) {
      row.hidden = row.dataset.method !== value;
    }
  }

  /** Lets the user choose among what the server offers; null while it has not said. */
  #offer(methods) {
    for (const radio of this.#form.elements.method) {
      radio.disabled = methods !== null && offered(radio.value, methods) === null;
    }
    const chosen = this.#form.querySelector('[name="method"]:checked');
    if (chosen.disabled) {
      const possible = this.#form.querySelector('[name="method"]:enabled');
      (possible ?? chosen).checked = true;
    }
    this.#showMethod();
  }

  #heard(banner, message) {
    const text = banner.add(message);
    if (text !== '') {
      this.#say(text);
      this.#showBanner(banner);
    }
  }

  #showBanner({ text }) {
    find('banner').textContent = text;
    find('banner').hidden = text === '';
  }
}

/** The method to use for what the user has chosen: a password may also be asked for as a question. Null for none. */
function offered(chosen, methods) {
  if (methods.includes(chosen)) {
    return chosen;
  }
  return chosen === 'password' && methods.includes(INTERACTIVE) ? INTERACTIVE : null;
}

/** What is needed for an attempt, or the problem with what was typed. */
async function prepared({ method, password, file, key, passphrase }) {
  if (method !== 'publickey') {
    return { method, password: method === 'password' ? password : '' };
  }
  const text = file ? await file.text() : key;
  if (text.trim() === '') {
    return { problem: words.noKey };
  }
  try {
    return { method, key: await privateKey(text, passphrase) };
  } catch (error) {
    if (error instanceof PrivateKeyError) {
      return { problem: words.keyProblems[error.reason] };
    }
    throw error;
  }
}

function saying(outcome, method) {
  return { unoffered: words.notOffered, partly: words.partly, expired: words.expired }[outcome] ?? words.wrong[method];
}

function row({ prompt, echo }, at) {
  const element = document.createElement('div');
  element.className = 'row';
  const label = document.createElement('label');
  label.htmlFor = `prompt-${at}`;
  label.textContent = plainText(prompt) || words.noPrompt;
  const field = document.createElement('input');
  field.id = `prompt-${at}`;
  field.type = echo ? 'text' : 'password';
  field.autocomplete = 'off';
  field.autocapitalize = 'none';
  field.spellcheck = false;
  element.append(label, field);
  return element;
}
