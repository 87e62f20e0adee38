// Lets a reader overrule the device: light, dark, or as the device says. Kept on this device only.
const KEY = "theme";
const root = document.documentElement;

const remembered = () => {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return ""; // A browser may forbid storage; then the choice lasts for one page.
  }
};

const remember = (theme) => {
  try {
    if (theme) localStorage.setItem(KEY, theme);
    else localStorage.removeItem(KEY);
  } catch {
    // Nothing to do: see above.
  }
};

const apply = (theme) => {
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
};

const offer = () => {
  const choice = document.querySelector("#theme");
  if (!choice) return;
  choice.value = remembered();
  choice.closest("[hidden]")?.removeAttribute("hidden");
  choice.addEventListener("change", () => {
    remember(choice.value);
    apply(choice.value);
  });
};

apply(remembered());
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", offer);
else offer();
