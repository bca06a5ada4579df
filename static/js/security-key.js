// Security keys (WebAuthn): asks the browser for a key and sends what it answers with the form. Nothing is sent elsewhere.

function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** The options with bytes where the browser wants bytes. */
export function readOptions(options) {
  const key = Object.assign({}, options.publicKey);
  key.challenge = bytes(key.challenge);
  if (key.user) key.user = Object.assign({}, key.user, { id: bytes(key.user.id) });
  for (const name of ["excludeCredentials", "allowCredentials"]) {
    if (key[name]) key[name] = key[name].map((one) => Object.assign({}, one, { id: bytes(one.id) }));
  }
  return { publicKey: key };
}

/** What the key answered, as the server reads it. */
export function writeCredential(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function say(form, message) {
  const place = form.querySelector(".problem");
  place.textContent = message;
  place.hidden = !message;
}

async function ask(form) {
  const button = form.querySelector("button");
  say(form, "");
  if (!window.PublicKeyCredential) {
    say(form, button.dataset.missing);
    return;
  }
  button.disabled = true;
  try {
    const credential = await navigator.credentials[form.dataset.key](readOptions(JSON.parse(form.dataset.options)));
    form.elements.credential.value = JSON.stringify(writeCredential(credential));
    form.submit();
  } catch (error) {
    say(form, button.dataset.failed);
  } finally {
    button.disabled = false;
  }
}

document.querySelectorAll("form[data-key]").forEach((form) => {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form);
  });
});
