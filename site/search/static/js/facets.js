// Narrows a list down without leaving the page: the answer of the same address is put in its place.
// Without this script the form is sent by its button, and links are links.
const BOX = ".faceted";
const LIVE = '[role="status"]';
let asking;

const show = async (address, { isNew }) => {
  asking?.abort();
  asking = new AbortController();
  const box = document.querySelector(BOX);
  box.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: asking.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector(BOX);
    if (!fresh) throw new Error("no list");
    replace(box, fresh);
    document.title = page.title;
    if (isNew) history.pushState({ faceted: true }, "", address);
  } catch (fault) {
    if (fault.name !== "AbortError") location.assign(address);
  }
};

// The list changes, the reader stays where they were: same box, same drawer, same opened lists.
const replace = (box, fresh) => {
  const here = document.activeElement;
  const mark = here?.closest(BOX) && here.name ? `[name="${CSS.escape(here.name)}"][value="${CSS.escape(here.value)}"]` : "";
  const isOpen = box.querySelector("#facets")?.matches(":popover-open");
  const opened = new Set([...box.querySelectorAll("fieldset:has(details[open]) legend")].map((one) => one.textContent));
  renew(box, fresh);
  box.removeAttribute("aria-busy");
  for (const legend of box.querySelectorAll("fieldset:has(details) legend")) {
    if (opened.has(legend.textContent)) legend.parentElement.querySelector("details").open = true;
  }
  if (isOpen) box.querySelector("#facets")?.showPopover();
  if (mark) box.querySelector(mark)?.focus();
};

// What is read aloud is never taken out: a screen reader hears words that change where they stand.
const renew = (old, fresh) => {
  if (old.matches(LIVE)) {
    if (old.textContent !== fresh.textContent) old.textContent = fresh.textContent;
    return;
  }
  const [kept, made] = [old, fresh].map((one) => [...one.children].find((part) => part.matches(LIVE) || part.querySelector(LIVE)));
  if (!kept || !made) {
    old.replaceChildren(...fresh.childNodes);
    return;
  }
  for (const other of [...old.childNodes]) if (other !== kept) other.remove();
  const parts = [...fresh.childNodes];
  const place = parts.indexOf(made);
  kept.before(...parts.slice(0, place));
  kept.after(...parts.slice(place + 1));
  renew(kept, made);
};

const addressOf = (form) => {
  const pairs = new URLSearchParams(new FormData(form));
  return `${form.getAttribute("action") || location.pathname}?${pairs}`;
};

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-facets]");
  if (form && document.querySelector(BOX)) show(addressOf(form), { isNew: true });
});
document.addEventListener("click", (event) => {
  const chip = event.target.closest(`${BOX} .applied a`);
  if (!chip || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  show(chip.href, { isNew: true }).then(() => document.querySelector(`${BOX} [role="status"]`)?.closest("section").querySelector("a, button")?.focus());
});
addEventListener("popstate", () => {
  if (document.querySelector(BOX)) show(location.href, { isNew: false });
});
