// Narrows a list down without leaving the page: the answer of the same address is put in its place.
// Without this script the form is sent by its button, and links are links.
const BOX = ".faceted";
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
  box.replaceWith(fresh);
  for (const legend of fresh.querySelectorAll("fieldset:has(details) legend")) {
    if (opened.has(legend.textContent)) legend.parentElement.querySelector("details").open = true;
  }
  if (isOpen) fresh.querySelector("#facets")?.showPopover();
  if (mark) fresh.querySelector(mark)?.focus();
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
