// The codes of tickets, as events/door/codes.py reads them.
const CODE = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** The code that somebody scanned or typed; empty where it is none. */
export const codeIn = (text) => {
  const code = text.slice(0, 400).toUpperCase().replace(/[\s\-·.]+/g, "")
    .replaceAll("O", "0").replaceAll("I", "1").replaceAll("L", "1");
  return CODE.test(code) ? code : "";
};

/** Whether it is the address of somebody's own page, which only the site can read. */
export const isLink = (text) => text.includes("/seat/");

/** The SHA-256 of a code in hex; null where the browser cannot make one. */
export const digestOf = async (code) => {
  if (!globalThis.crypto?.subtle) return null;
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

/** A number that is drawn once. */
export const nonce = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};
