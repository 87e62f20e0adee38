// On a narrow screen the tabs can be pushed sideways: begin where the open one stands.

const tabs = document.querySelector(".desk-tabs");
const open = tabs?.querySelector("[aria-current]");
if (open) tabs.scrollLeft = open.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - open.clientWidth) / 2;
