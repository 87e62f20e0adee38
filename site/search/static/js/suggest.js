// Suggestions under a search field, after the ARIA pattern of a combobox with a list.
// Without this script the field sends its form as ever.
const PAUSE = 140; // milliseconds without a key before the server is asked
let boxes = 0;

class SuggestBox extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    if (!this.input || this.list) return;
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${(boxes += 1)}`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.querySelector("label").textContent);
    this.status = document.createElement("span");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.append(this.list, this.status);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id })) {
      this.input.setAttribute(name, value);
    }
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    // The press must not take the focus away before the click arrives.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  wait() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const typed = this.input.value.trim();
    if (typed.length < 2 || typed.length > 80) this.close();
    else this.timer = setTimeout(() => this.ask(typed), PAUSE);
  }

  async ask(typed) {
    this.asking = new AbortController();
    try {
      const address = `${this.dataset.source}?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { signal: this.asking.signal });
      if (answer.ok) this.show((await answer.json()).suggestions);
    } catch {
      this.close(); // Given up for a newer question, or the network is away: the form still works.
    }
  }

  show(suggestions) {
    this.list.replaceChildren(...suggestions.map((one, place) => this.option(one, place)));
    if (document.activeElement !== this.input) return;
    this.status.textContent = suggestions.length ? this.dataset.count.replace("%s", suggestions.length) : this.dataset.none;
    this.open(suggestions.length > 0);
  }

  option({ title, url, kind, language }, place) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${place}`;
    item.setAttribute("role", "option");
    item.dataset.url = url;
    item.dataset.title = title;
    const name = document.createElement("span");
    name.textContent = title;
    if (language) name.lang = language;
    item.append(name);
    if (kind) {
      const small = document.createElement("small");
      small.textContent = kind;
      item.append(small);
    }
    return item;
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    this.point(-1);
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.open(false);
  }

  point(place) {
    this.place = place;
    [...this.list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === place)));
    const item = this.list.children[place];
    if (item) this.input.setAttribute("aria-activedescendant", item.id);
    else this.input.removeAttribute("aria-activedescendant");
    item?.scrollIntoView({ block: "nearest" });
  }

  press(event) {
    if (this.list.hidden || event.isComposing) return;
    const count = this.list.children.length;
    const steps = { ArrowDown: this.place + 1, ArrowUp: this.place < 0 ? count - 1 : this.place - 1 };
    if (event.key in steps) {
      event.preventDefault();
      this.point(steps[event.key] >= count ? -1 : steps[event.key]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && this.place >= 0) {
      event.preventDefault();
      this.take(this.list.children[this.place]);
    }
  }

  take(item) {
    if (!item) return;
    if (item.dataset.url) {
      location.assign(item.dataset.url);
      return;
    }
    this.input.value = item.dataset.title;
    this.close();
    this.input.form.requestSubmit();
  }
}

customElements.define("suggest-box", SuggestBox);
