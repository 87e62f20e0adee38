// Shows and sounds what the door says: a word, a sign, a colour, a tone and a shake each.
const at = (id) => document.getElementById(id);
const words = at("words").dataset;
const SIGNS = { good: "✓", warn: "!", bad: "✕", idle: "" };
const TONES = { good: [[880, 0.12]], warn: [[440, 0.12], [440, 0.12]], bad: [[220, 0.4]] };
const SHAKES = { good: [60], warn: [60, 80, 60], bad: [300] };

/** A text of the page with its blanks filled in. */
export const say = (name, blanks = {}) =>
  Object.entries(blanks).reduce((text, [key, value]) => text.replace(`{${key}}`, value), words[name] ?? "");

let audio;
const sound = (tone) => {
  if (!at("sound").checked || !TONES[tone]) return;
  navigator.vibrate?.(SHAKES[tone]);
  try {
    audio ??= new AudioContext();
    let start = audio.currentTime;
    for (const [pitch, length] of TONES[tone]) {
      const note = audio.createOscillator(), loud = audio.createGain();
      note.frequency.value = pitch;
      loud.gain.setValueAtTime(0.2, start);
      loud.gain.exponentialRampToValueAtTime(0.001, start + length);
      note.connect(loud).connect(audio.destination);
      note.start(start);
      note.stop(start + length);
      start += length + 0.06;
    }
  } catch {
    // Some browsers give no sound before somebody touched the page.
  }
};

/** Show a verdict. */
export const result = ({ tone, title, name = "", more = "", earlier = "", notes = [], canUndo = false }) => {
  at("result").dataset.tone = tone;
  at("result-sign").textContent = SIGNS[tone];
  at("result-title").textContent = title;
  at("result-name").textContent = name;
  at("result-more").textContent = more;
  at("result-earlier").textContent = earlier;
  at("result-notes").replaceChildren(...notes.map(([heading, text]) => {
    const [row, term, value] = ["div", "dt", "dd"].map((tag) => document.createElement(tag));
    [term.textContent, value.textContent] = [heading, text];
    row.append(term, value);
    return row;
  }));
  at("undo").hidden = !canUndo;
  sound(tone);
};

/** Show how things stand: the connection, and what waits. */
export const link = (state, waiting) => {
  const line = at("link");
  line.dataset.state = waiting && state === "online" ? "waiting" : state;
  const first = { online: words.online, offline: words.offline, "signed-out": words.signedOut }[state];
  const second = waiting === 1 ? words.waitingOne : waiting ? say("waiting", { number: waiting }) : "";
  const text = second ? `${first}. ${second}` : first;
  if (at("link-text").textContent !== text) at("link-text").textContent = text;
};

/** Show how many are there. */
export const counts = ({ present, expected }) => {
  at("present").textContent = present;
  at("of-all").textContent = say("ofAll", { number: expected });
};

/** Fill the list of those who were found. */
export const found = (people, isHere) => {
  at("found").hidden = false;
  at("found-none").hidden = people.length > 0;
  at("found-list").replaceChildren(...people.map(([key, name, organisation]) => {
    const row = document.createElement("li"), button = document.createElement("button");
    const parts = ["strong", "span", "span"].map((tag) => document.createElement(tag));
    parts[0].textContent = name;
    parts[1].textContent = organisation;
    parts[2].className = "door-here";
    parts[2].textContent = isHere(key) ? words.here : "";
    Object.assign(button, { type: "button", className: "door-person", value: key });
    button.append(...parts);
    row.append(button);
    return row;
  }));
};

/** Hide the list of those who were found. */
export const notFound = () => { at("found").hidden = true; };

/** Show what there is to look at. */
export const clashes = (texts) => {
  at("clashes").hidden = !texts.length;
  at("clash-list").replaceChildren(...texts.map((text) => {
    const row = document.createElement("li");
    row.textContent = text;
    return row;
  }));
};

/** Show the last scans of this device, each with its button while it can be taken back. */
export const latest = (scans) => {
  at("latest").hidden = !scans.length;
  at("latest-list").replaceChildren(...scans.map((scan) => {
    const row = document.createElement("li"), text = document.createElement("span");
    text.textContent = `${scan.time} ${scan.name || ""} ${scan.isUndone ? words.undone : scan.title}`;
    row.append(text);
    if (scan.canUndo && !scan.isUndone) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "button quiet small", value: scan.nonce });
      button.textContent = words.undo;
      const whose = document.createElement("span");
      whose.className = "visually-hidden";
      whose.textContent = ` ${scan.name || scan.time}`;
      button.append(whose);
      row.append(button);
    }
    return row;
  }));
};
