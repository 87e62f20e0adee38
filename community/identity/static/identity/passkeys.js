// Makes passkeys and signs with them. A form says what it is for by data-passkey: "create", "get", or
// "sign-in", which asks the server for a challenge when the button is pressed. The options stand in a
// block of JSON; the answer goes into the hidden field. Without this script the button stays hidden.

const bytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
};

const text = (buffer) => {
  let plain = "";
  for (const byte of new Uint8Array(buffer)) plain += String.fromCharCode(byte);
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const descriptors = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

const create = async ({ publicKey }) => {
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: descriptors(publicKey.excludeCredentials),
    },
  });
  return answer(made, {
    attestationObject: text(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  });
};

const get = async ({ publicKey }) => {
  const signed = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: descriptors(publicKey.allowCredentials),
    },
  });
  const { authenticatorData, signature, userHandle } = signed.response;
  return answer(signed, {
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    userHandle: userHandle ? text(userHandle) : null,
  });
};

const answer = (credential, response) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment ?? null,
  clientExtensionResults: credential.getClientExtensionResults(),
  response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
});

const signIn = async (form) => {
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`no challenge: ${response.status}`);
  return get((await response.json()).request_options);
};

const options = () => JSON.parse(document.querySelector("#passkey-options").textContent);

const ceremonies = {
  create: () => create(options().creation_options),
  get: () => get(options().request_options),
  "sign-in": signIn,
};

const offer = (form) => {
  const field = form.elements.namedItem("credential");
  const problem = form.querySelector("[data-passkey-problem]");
  for (const part of form.querySelectorAll("[data-passkey-offer]")) part.hidden = false;
  for (const part of form.querySelectorAll("[data-passkey-missing]")) part.hidden = true;
  form.addEventListener("submit", async (event) => {
    if (field.value || event.submitter?.hasAttribute("data-passkey-skip")) return;
    event.preventDefault();
    problem.hidden = true;
    try {
      field.value = JSON.stringify(await ceremonies[form.dataset.passkey](form));
      form.submit();
    } catch (error) {
      console.warn("passkey:", error.name);
      problem.hidden = false;
      problem.focus();
    }
  });
};

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) offer(form);
}
