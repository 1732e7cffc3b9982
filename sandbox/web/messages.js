// One message as a bubble with its photo, document and inline buttons; the list edited in place.
import { $, alertDialog, arrange, el, sanitised, toast, tried } from "./dom.js";
import { dayWords, timeWords } from "./clock.js";
import { api } from "./api.js";

const nodes = new Map();
let owner = null;
let stuck = true;

function sizeWords(bytes) {
  if (bytes < 1024) return `${bytes} Б`;
  const [value, unit] = bytes < 1048576 ? [bytes / 1024, "КБ"] : [bytes / 1048576, "МБ"];
  return `${value.toLocaleString("ru-RU", { maximumFractionDigits: value < 10 ? 1 : 0 })} ${unit}`;
}

function photo(url) {
  const picture = el("img", { src: url, alt: "Фотография" });
  return el("a", { href: url, target: "_blank", className: "photo" }, picture);
}

function documentLink({ name, size, url }) {
  return el("a", { href: url, download: name, className: "document", "data-testid": "document-link" },
    el("span", { className: "icon", "aria-hidden": "true", textContent: "📄" }),
    el("span", { className: "sr", textContent: "Скачать файл " }),
    el("span", { className: "file", textContent: name }),
    el("span", { className: "size", textContent: sizeWords(size) }));
}

async function copy(text) {
  await tried(async () => {
    await navigator.clipboard.writeText(text);
    toast("Скопировано.");
  });
}

async function tap(button, message, data) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  const person = owner;
  await tried(async () => {
    const answer = await api.tap(person, message.id, data);
    if (!answer.answered) toast("Бот не ответил на нажатие. Попробуйте ещё раз.");
    else if (answer.text && answer.alert) alertDialog(answer.text);
    else if (answer.text) toast(answer.text);
  });
  button.removeAttribute("aria-busy");
}

function inlineButton(message, { text, kind, data, url }) {
  const props = { className: "inline", "data-testid": "message-button", textContent: text };
  if (kind === "url") {
    return el("a", { ...props, href: url, target: "_blank", rel: "noopener noreferrer" });
  }
  const act = ({ currentTarget }) => (kind === "copy" ? copy(data) : tap(currentTarget, message, data));
  return el("button", { ...props, type: "button", "data-data": data, onclick: act });
}

function keyboard(message) {
  if (!message.buttons?.length) return null;
  return el("div", { className: "keys", role: "group", "aria-label": "Кнопки сообщения" },
    ...message.buttons.map((row) =>
      el("div", { className: "keys-row" }, ...row.map((button) => inlineButton(message, button)))));
}

function contents(message) {
  const at = timeWords(new Date(message.at));
  const bubble = el("div", { className: "bubble" },
    el("span", { className: "sr", textContent: message.from === "bot" ? "Бот: " : "Вы: " }),
    message.photo ? photo(message.photo) : null,
    message.document ? documentLink(message.document) : null,
    message.html ? el("div", { className: "text" }, sanitised(message.html)) : null,
    el("span", { className: "meta", textContent: message.edited ? `изменено ${at}` : at }));
  return [bubble, keyboard(message)].filter(Boolean);
}

/** After an edit put the focus on the same button, else on the likely act: the first one. */
function restoreFocus(node, data) {
  const same = [...node.querySelectorAll("button.inline")].find((b) => b.dataset.data === data);
  const target = same ?? node.querySelector(".inline") ?? $("log");
  target.focus({ preventScroll: true });
}

function messageNode(message) {
  const node = nodes.get(message.id) ?? el("article", { "data-testid": "message" });
  nodes.set(message.id, node);
  const fresh = JSON.stringify(message);
  if (node.fresh !== fresh) {
    const focused = node.contains(document.activeElement) ? document.activeElement : null;
    node.fresh = fresh;
    node.className = `message from-${message.from}${message.buttons?.length ? " with-keys" : ""}`;
    node.replaceChildren(...contents(message));
    if (focused) restoreFocus(node, focused.dataset.data);
  }
  return node;
}

function dayNode(words) {
  if (!nodes.has(words)) nodes.set(words, el("p", { className: "day", textContent: words }));
  return nodes.get(words);
}

function toBottom() {
  $("log").scrollTop = $("log").scrollHeight;
}

/** Empty the log for another person. Their history is not read aloud, only what comes later. */
export function openLog(personId) {
  owner = personId;
  nodes.clear();
  stuck = true;
  $("log").setAttribute("aria-live", "off");
  delete $("messages").dataset.of;
  $("messages").replaceChildren();
}

/** Bring the log to these messages. The scroll moves only for who stands at its end. */
export function renderMessages(messages) {
  let day = "";
  const wanted = [];
  for (const message of messages) {
    const words = dayWords(new Date(message.at));
    if (words !== day) wanted.push(dayNode(words));
    day = words;
    wanted.push(messageNode(message));
  }
  if (messages.at(-1)?.from === "me" && !nodes.get(messages.at(-1).id).isConnected) stuck = true;
  arrange($("messages"), wanted);
  $("messages").dataset.of = owner; // whose messages stand here whole; absent while they are fetched
  if (stuck) toBottom();
  setTimeout(() => $("log").setAttribute("aria-live", "polite"), 300);
}

function reveal(target) {
  const spoiler = target.closest(".spoiler");
  if (!spoiler) return;
  spoiler.className = "shown";
  for (const name of ["role", "tabindex", "aria-label"]) spoiler.removeAttribute(name);
}

export function startMessages() {
  const log = $("log");
  log.onscroll = () => {
    stuck = log.scrollHeight - log.scrollTop - log.clientHeight < 48;
    $("jump").hidden = stuck;
  };
  // Pictures that load late and a growing input field must not hide the end of the log.
  const watcher = new ResizeObserver(() => stuck && toBottom());
  watcher.observe(log);
  watcher.observe($("messages"));
  $("jump").onclick = toBottom;
  log.addEventListener("click", ({ target }) => reveal(target));
  log.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") reveal(event.target);
  });
}
