// Brings the next code when the minute is over.
const at = (id) => document.getElementById(id);
let until = 0;

const bring = async () => {
  try {
    const response = await fetch(document.body.dataset.code);
    if (!response.ok) throw new Error(response.status);
    const { code, picture, seconds } = await response.json();
    at("code").textContent = code;
    at("picture").replaceChildren(...new DOMParser().parseFromString(picture, "text/html").body.children);
    until = Date.now() + seconds * 1000;
  } catch {
    until = Date.now() + 5000; // the connection is gone for a moment: the last code still works
  }
};

const tick = async () => {
  const left = Math.ceil((until - Date.now()) / 1000);
  if (left <= 0) await bring();
  const text = at("seconds");
  text.textContent = text.dataset.text.replace("{seconds}", Math.max(1, Math.ceil((until - Date.now()) / 1000)));
  setTimeout(tick, 1000);
};

tick();
