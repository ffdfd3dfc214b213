// Security keys: asks the browser for a credential and sends it with the form. Without scripts the code is the way.

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = (descriptors = []) => descriptors.map((each) => ({ ...each, id: toBytes(each.id) }));

function creation({ publicKey }) {
  return {
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
      authenticatorSelection: { ...publicKey.authenticatorSelection, residentKey: "discouraged", requireResidentKey: false },
    },
  };
}

function request({ publicKey }) {
  return {
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: withBytes(publicKey.allowCredentials),
    },
  };
}

function asJson(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const value = credential.response[name];
    if (value) response[name] = toText(value);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function use(button) {
  const data = JSON.parse(document.getElementById("js_data").textContent);
  const input = document.getElementById(button.dataset.credential);
  const fault = input.form.querySelector("[data-webauthn-error]");
  fault.hidden = true;
  try {
    const credential =
      button.dataset.webauthn === "create"
        ? await navigator.credentials.create(creation(data.creation_options))
        : await navigator.credentials.get(request(data.request_options));
    input.value = JSON.stringify(asJson(credential));
    input.form.submit();
  } catch {
    fault.hidden = false;
  }
}

for (const button of document.querySelectorAll("[data-webauthn]")) {
  button.hidden = !window.PublicKeyCredential;
  button.addEventListener("click", () => use(button));
}
