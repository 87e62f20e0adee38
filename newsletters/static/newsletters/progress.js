// Shows how far a letter is, every two seconds, until nothing is left to send.
const place = document.querySelector("[data-progress]");

async function look() {
  if (document.hidden) return;
  const answer = await fetch(place.dataset.progress, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  place.innerHTML = await answer.text();
  if (!place.querySelector("[data-unfinished]")) {
    clearInterval(timer);
    location.reload(); // what was held, and why, stands on the page itself
  }
}

const timer = place.querySelector("[data-unfinished]") ? setInterval(look, 2000) : 0;
