// Adds to an event's time what the reader's own clock will show, where it shows something else.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const language = document.documentElement.lang;

function clock(moment, timeZone) {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "short", timeStyle: "short", timeZone }).format(moment);
}

function shown(moment, isOtherDay) {
  const day = isOtherDay ? { weekday: "short", day: "numeric", month: "long" } : {};
  return new Intl.DateTimeFormat(language, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(moment);
}

for (const time of document.querySelectorAll("time[data-zone]")) {
  const [start, end] = [new Date(time.dateTime), new Date(time.dataset.end)];
  const there = clock(start, time.dataset.zone);
  if (!zone || clock(start, zone) === there) continue;
  const isOtherDay = clock(start, zone).split(",")[0] !== there.split(",")[0];
  const note = document.createElement("span");
  note.className = "small soft";
  note.textContent = time.dataset.yours
    .replace("[from]", shown(start, isOtherDay))
    .replace("[to]", shown(end, false))
    .replace("[place]", zone.split("/").pop().replaceAll("_", " "));
  time.after(document.createElement("br"), note);
}
