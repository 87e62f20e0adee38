// A visitor's short list, made handier: "Add" adds to the list that this browser saw last.
// The list itself lives in its address; without this script "Add" begins a new one.

const KEY = "short-list";
const MOST = 20;

const read = () => {
  try { return (localStorage.getItem(KEY) ?? "").split(",").filter((code) => /^[1-6]\.[1-9]\d?$/.test(code)); }
  catch { return []; }
};
const write = (codes) => {
  try { if (codes.length) localStorage.setItem(KEY, codes.join(",")); else localStorage.removeItem(KEY); }
  catch { /* a browser that keeps nothing still has the address */ }
};

const shown = document.querySelector("[data-list]:not([data-own])");
const here = new URL(location.href);
if (shown) write(shown.dataset.list.split(","));
else if (here.pathname.endsWith("/shortlist/") && !here.search) write([]);

for (const link of document.querySelectorAll("a[data-keep]")) {
  const kept = read();
  const codes = link.dataset.keep.split(",");
  const next = [...new Set([...kept, ...codes])].slice(0, MOST);
  link.search = `?tools=${next.join(",")}`;
  if (codes.every((code) => kept.includes(code))) link.querySelector("span").textContent = link.dataset.kept;
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done;
  });
}
