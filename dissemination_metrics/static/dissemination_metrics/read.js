// Tells this site's own server that a page was read: no cookie, no storage, no other host.
const { address, page } = document.querySelector("script[data-page]").dataset;
const { doNotTrack, globalPrivacyControl, webdriver } = navigator;

const tell = () => {
  const from = document.referrer && new URL(document.referrer).hostname;
  fetch(address, {
    method: "POST",
    body: new URLSearchParams({ page, from }),
    credentials: "omit",
    keepalive: true,
  }).catch(() => {});
};

if (doNotTrack !== "1" && !globalPrivacyControl && !webdriver) {
  // A page that was loaded in advance or in a hidden tab counts once somebody sees it.
  if (document.visibilityState === "visible") tell();
  else document.addEventListener("visibilitychange", tell, { once: true });
}
