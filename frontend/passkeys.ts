// Making and using passkeys. The server's options stand in an attribute; the answer goes into the form's hidden field.

interface Described {
  id: string;
  type: PublicKeyCredentialType;
}

interface CreationOptions {
  challenge: string;
  user: { id: string; name: string; displayName: string };
  excludeCredentials?: Described[];
}

interface RequestOptions {
  challenge: string;
  allowCredentials?: Described[];
}

function bytes(text: string): ArrayBuffer {
  const letters = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0)).buffer;
}

function text(buffer: ArrayBuffer | null): string | undefined {
  if (buffer === null) return undefined;
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function described(keys: Described[] | undefined): PublicKeyCredentialDescriptor[] {
  return (keys ?? []).map((key) => ({ ...key, id: bytes(key.id) }));
}

async function make(options: CreationOptions): Promise<PublicKeyCredential> {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: described(options.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
  return (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
}

async function use(options: RequestOptions): Promise<PublicKeyCredential> {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: described(options.allowCredentials),
  } as PublicKeyCredentialRequestOptions;
  return (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
}

function sendable(key: PublicKeyCredential): string {
  const answer = key.response as AuthenticatorAttestationResponse & AuthenticatorAssertionResponse;
  const response: Record<string, unknown> = { clientDataJSON: text(answer.clientDataJSON) };
  if (answer.attestationObject) {
    response.attestationObject = text(answer.attestationObject);
    response.transports = answer.getTransports?.() ?? [];
  } else {
    response.authenticatorData = text(answer.authenticatorData);
    response.signature = text(answer.signature);
    response.userHandle = text(answer.userHandle);
  }
  const extensions = key.getClientExtensionResults();
  return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, clientExtensionResults: extensions, response });
}

/** Sends the form with a passkey in it; says so where there is none. */
async function submit(part: HTMLElement, form: HTMLFormElement): Promise<void> {
  const wrong = part.querySelector<HTMLElement>(".tweespoor-passkey__wrong");
  if (wrong) wrong.hidden = true;
  try {
    const { publicKey } = JSON.parse(part.dataset.passkeyOptions ?? "{}");
    const key = part.dataset.passkey === "create" ? await make(publicKey) : await use(publicKey);
    const field = form.elements.namedItem("credential") as HTMLInputElement;
    field.value = sendable(key);
    form.submit();
  } catch {
    if (wrong) wrong.hidden = false;
  }
}

export function preparePasskeys(): void {
  for (const part of document.querySelectorAll<HTMLElement>("[data-passkey]")) {
    const form = part.querySelector("form");
    if (!form || !window.PublicKeyCredential) continue;
    part.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void submit(part, form);
    });
  }
}
