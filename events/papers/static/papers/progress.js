// Moves the bar of a round of certificates, and opens the page anew when it is done.

const PAUSE = 2000;
const bar = document.querySelector("[data-progress-url]");
const words = document.querySelector("[data-progress-text]");

async function look() {
  try {
    const answer = await fetch(bar.dataset.progressUrl, { headers: { Accept: "application/json" } });
    if (answer.ok) {
      const round = await answer.json();
      if (round.is_finished) {
        window.location.reload();
        return;
      }
      bar.value = round.done;
      words.textContent = round.text;
    }
  } catch {
    // The line is down for a moment; the next look finds out.
  }
  window.setTimeout(look, PAUSE);
}

if (bar && words) {
  window.setTimeout(look, PAUSE);
}
