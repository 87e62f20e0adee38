// Tells the organisers that a person looks at the invitation: a program that opens every link of a
// mail touches nothing, so the first touch, key or scroll counts.
const page = document.querySelector("[data-seen]");
const signs = ["pointerdown", "pointermove", "keydown", "scroll", "touchstart"];

function tell() {
  for (const sign of signs) removeEventListener(sign, tell);
  fetch(page.dataset.seen, { method: "POST", keepalive: true });
}

if (page) for (const sign of signs) addEventListener(sign, tell, { passive: true });
