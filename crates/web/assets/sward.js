// @ts-check
// What is quicker with a script. Every page works without.

/** Saves the ticks of a roll as they are made, so that a phone that dies has lost nothing. */
for (const list of document.querySelectorAll(".roll[data-saves]")) {
  const roll = list.closest("form");
  if (!roll) continue;
  const told = document.createElement("p");
  told.className = "quiet";
  told.setAttribute("role", "status");
  list.before(told);
  let waiting = 0;
  roll.addEventListener("change", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(async () => {
      const body = new URLSearchParams();
      for (const [name, value] of new FormData(roll)) body.append(name, String(value));
      try {
        const answer = await fetch("/do", { method: "POST", body, headers: { accept: "application/json" } });
        const said = await answer.json();
        told.textContent = said.said ?? said.wrong ?? "";
      } catch {
        told.textContent = "";
      }
    }, 300);
  });
}

/** Filters a long list while its name is typed. */
for (const field of document.querySelectorAll("input[data-filters]")) {
  if (!(field instanceof HTMLInputElement)) continue;
  const list = document.getElementById(field.dataset.filters ?? "");
  if (!list) continue;
  const fold = (/** @type {string} */ text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  field.addEventListener("input", () => {
    const wanted = fold(field.value);
    for (const item of list.children) {
      if (item instanceof HTMLElement) item.hidden = !fold(item.textContent ?? "").includes(wanted);
    }
  });
}

/** A link's secret stands behind the #, where no server sees it: it goes into its field, and out of the address. */
const open = () => {
  const token = /^#([0-9a-f]{32})$/.exec(location.hash)?.[1];
  const field = document.querySelector("[data-link] input[name=token]");
  if (!token || !(field instanceof HTMLInputElement)) return;
  field.value = token;
  history.replaceState(null, "", location.pathname + location.search);
  for (const line of [field.closest(".field"), document.querySelector("[data-others]")]) {
    if (line instanceof HTMLElement) line.hidden = true;
  }
  field.form?.querySelector("button")?.classList.add("main");
};
addEventListener("hashchange", open);
open();

/** Passkeys: a browser is asked what the page says, and its answer goes with the form. */
for (const button of document.querySelectorAll("button[data-passkey]")) {
  if (!(button instanceof HTMLButtonElement) || !("PublicKeyCredential" in window)) continue;
  button.hidden = false;
  button.form?.querySelector("[data-scriptless]")?.remove();
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    const form = button.form;
    const answer = form?.elements.namedItem("credential");
    if (!form || !(answer instanceof HTMLInputElement)) return;
    const asked = JSON.parse(button.dataset.asked ?? "{}").publicKey;
    try {
      const credential =
        button.dataset.passkey === "create"
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
      if (!(credential instanceof PublicKeyCredential)) return;
      answer.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      // Whoever changes their mind has broken nothing: the button stands there still.
      button.focus();
    }
  });
}
