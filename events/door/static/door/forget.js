// Whoever signs out leaves no list of people on the device; scans that wait name nobody and stay.
const form = document.querySelector("form.form");
form?.addEventListener("submit", () => {
  try {
    indexedDB.deleteDatabase("door-people");
  } catch {
    // A browser that forbids storage has kept nothing.
  }
});
