// What a person can say: text, files, commands, the reply keyboard; START and the switch.
import { $, arrange, el, tried } from "./dom.js";
import { api } from "./api.js";

let person = null;
let files = [];
let refresh = () => {};
let shownKeyboard = "";

const canWrite = () => person?.started && !person.blocked;

async function done(action) {
  const good = await tried(action);
  refresh();
  return good;
}

const say = (text) => done(() => api.send(person.id, text));

function fitInput() {
  $("input").style.height = "auto";
  $("input").style.height = `${$("input").scrollHeight + 2}px`;
}

function setDraft(text, attached) {
  $("input").value = text;
  files = attached;
  fitInput();
  renderAttachments();
}

async function send() {
  const { id } = person;
  const text = $("input").value;
  const attached = files;
  if (!text.trim() && !attached.length) return;
  setDraft("", []);
  const sent = await done(() =>
    (attached.length ? sendFiles(id, attached, text.trim()) : api.send(id, text)));
  if (!sent && person.id === id) setDraft(text, attached);
}

/** The caption goes with the first file; what is sent leaves the list, so a retry does not double. */
async function sendFiles(id, attached, caption) {
  $("send").disabled = true;
  try {
    for (let text = caption; attached.length; text = "") {
      await api.sendFile(id, attached[0].file, text, attached[0].as);
      attached.shift();
    }
  } finally { $("send").disabled = false; }
}

function photoChoice(entry) {
  const box = el("input", { type: "checkbox", checked: entry.as === "photo",
    "data-testid": "as-photo", onchange: () => { entry.as = box.checked ? "photo" : "document"; } });
  return el("label", { className: "as-photo" }, box, "как фото");
}

function attachment(entry) {
  const remove = () => {
    files = files.filter((other) => other !== entry);
    renderAttachments();
    $("input").focus();
  };
  return el("li", { "data-testid": "attachment" },
    el("span", { className: "file", textContent: entry.file.name }),
    entry.file.type.startsWith("image/") ? photoChoice(entry) : null,
    el("button", { type: "button", "aria-label": `Убрать ${entry.file.name}`, textContent: "✕",
      onclick: remove }));
}

function renderAttachments() {
  arrange($("attachments"), files.map(attachment));
  $("input").placeholder = files.length ? "Подпись" : "Сообщение";
}

function attachFiles(added) {
  for (const file of added) {
    const isPhoto = /^image\/(jpeg|png|webp)$/.test(file.type);
    files.push({ file, as: isPhoto ? "photo" : "document" });
  }
  renderAttachments();
  $("input").focus();
}

function showCommands(open, focusButton = false) {
  $("commands").hidden = !open;
  $("menu").setAttribute("aria-expanded", open);
  if (open) $("commands").firstElementChild.focus();
  else if (focusButton) $("menu").focus();
}

function commandItem({ command, description }) {
  const act = () => {
    showCommands(false, true);
    say(`/${command}`);
  };
  return el("button", { type: "button", role: "menuitem", tabindex: "-1",
    "data-testid": `command-${command}`, onclick: act },
  el("b", { textContent: `/${command}` }), el("span", { textContent: description }));
}

function commandKeys(event) {
  const all = [...$("commands").children];
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Escape") showCommands(false, true);
  else if (to !== undefined) all.at(to % all.length).focus();
  else return;
  event.preventDefault();
}

export function renderReplyKeyboard(rows) {
  const fresh = JSON.stringify([person.id, rows]);
  if (fresh === shownKeyboard) return;
  shownKeyboard = fresh;
  $("reply-keyboard").replaceChildren(...(rows ?? []).map((row) =>
    el("div", { className: "keys-row" }, ...row.map((text) =>
      el("button", { type: "button", textContent: text, onclick: () => say(text) })))));
}

/** Show the foot of the chat as it is for this person; a change of person swaps the drafts. */
export function renderComposer(shown) {
  const changed = person?.id !== shown.id;
  const commands = JSON.stringify(shown.commands);
  if (changed || commands !== JSON.stringify(person.commands)) {
    $("commands").replaceChildren(...(shown.commands ?? []).map(commandItem));
    showCommands(false);
  }
  person = shown;
  $("menu").hidden = !person.commands?.length;
  $("start").hidden = person.started || person.blocked;
  $("unblock").hidden = !person.blocked;
  $("composer").hidden = !canWrite();
  $("blocked").checked = person.blocked;
  if (!changed) return;
  $("input").setAttribute("aria-label", `Сообщение боту от имени: ${person.name}`);
  setDraft("", []);
}

export function focusComposer() {
  [$("input"), $("start"), $("unblock")].find((control) => control.offsetParent)?.focus();
}

function startDropping(area) {
  area.ondragover = (event) => {
    if (!canWrite() || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    area.classList.add("dropping");
  };
  area.ondragleave = (event) => {
    if (!area.contains(event.relatedTarget)) area.classList.remove("dropping");
  };
  area.ondrop = (event) => {
    event.preventDefault();
    area.classList.remove("dropping");
    if (canWrite()) attachFiles(event.dataTransfer.files);
  };
}

function startInput() {
  $("composer").onsubmit = (event) => {
    event.preventDefault();
    send();
  };
  $("input").oninput = fitInput;
  $("input").onkeydown = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  $("input").onpaste = (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    attachFiles(event.clipboardData.files);
  };
}

export function startComposer(onChange) {
  refresh = onChange;
  startInput();
  startDropping($("chat"));
  $("attach").onclick = () => $("file-input").click();
  $("file-input").onchange = () => {
    attachFiles($("file-input").files);
    $("file-input").value = "";
  };
  $("menu").onclick = () => showCommands($("commands").hidden);
  $("commands").onkeydown = commandKeys;
  document.addEventListener("click", ({ target }) => {
    if (!target.closest("#commands, #menu")) showCommands(false);
  });
  const block = (blocked) => done(() => api.block(person.id, blocked));
  $("blocked").onchange = () => block($("blocked").checked);
  $("unblock").onclick = () => block(false);
  $("start").onclick = () => done(() => api.start(person.id));
}
