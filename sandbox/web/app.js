// The page as a whole: who is open, what to refresh and when, links into our own bot.
import { $, ask, el, tried } from "./dom.js";
import { api, coalesced, listen } from "./api.js";
import { refreshClock, startClock } from "./clock.js";
import { focusPerson, renderPeople, startPeople } from "./people.js";
import { openLog, renderMessages, startMessages } from "./messages.js";
import { focusComposer, renderComposer, renderReplyKeyboard, startComposer } from "./composer.js";

const DOING = { typing: "печатает…", upload_document: "отправляет файл…",
  upload_photo: "отправляет фото…", record_voice: "записывает голос…" };

let bot = { name: "", username: "" };
let people = [];
let currentId = null;

const current = () => people.find((person) => person.id === currentId);

function renderTitle() {
  const unread = people.reduce((sum, person) => sum + person.unread, 0);
  document.title = `${unread ? `(${unread}) ` : ""}${bot.name} — песочница`;
}

function renderChatHead(typing) {
  const { name, title } = current();
  $("chat-name").textContent = name;
  $("chat-state").textContent = typing ? `${bot.name} ${DOING[typing] ?? DOING.typing}` : title;
}

const refreshPeople = coalesced(async () => {
  people = await api.people();
  renderPeople(people, currentId);
  renderTitle();
  if (current()) renderComposer(current());
});

const refreshMessages = coalesced(async () => {
  const id = currentId;
  if (!current()) return;
  const { messages, reply_keyboard: rows, typing } = await api.messages(id);
  if (id !== currentId) return;
  renderMessages(messages);
  $("intro").hidden = messages.length > 0 || !bot.description;
  renderReplyKeyboard(rows);
  renderChatHead(typing);
  if (typing) setTimeout(() => quietly(refreshMessages), 5000);
  if (current().unread && document.visibilityState === "visible") {
    await api.read(id);
    await refreshPeople();
  }
});

async function refresh() {
  await refreshPeople();
  await refreshMessages();
}

const showOnline = (online) => { $("offline").hidden = online; };

const quietly = (work) => work().then(() => showOnline(true), () => showOnline(false));

function showList() {
  const left = currentId;
  currentId = null;
  document.body.dataset.view = "list";
  $("chat").hidden = true;
  $("nobody").hidden = false;
  renderPeople(people, null);
  if (left) focusPerson(left);
}

async function showChat(id) {
  currentId = id;
  document.body.dataset.view = "chat";
  $("chat").hidden = false;
  $("nobody").hidden = true;
  renderPeople(people, id);
  renderComposer(current());
  renderReplyKeyboard(null);
  renderChatHead(null);
  openLog(id);
  if (matchMedia("(pointer: fine)").matches) focusComposer();
  else $("chat-name").focus();
  await quietly(refresh);
}

/** The address holds who is open: a reload keeps it and a phone's back button returns to the list. */
function follow() {
  const id = Number(location.hash.slice(1));
  if (people.some((person) => person.id === id)) return showChat(id);
  return showList();
}

function open(id) {
  if (id === currentId) focusComposer();
  else location.hash = String(id);
}

async function addPerson(name) {
  const { id } = await api.addPerson(name.trim());
  await refreshPeople();
  return id;
}

async function onAddPerson() {
  const dialog = $("new-person");
  dialog.querySelector("form").reset();
  const answer = await ask(dialog);
  if (answer) await tried(async () => open(await addPerson(answer.get("name"))));
}

/** The start payload of a link into our own bot («» without one), or null for any other link. */
function ownPayload(href) {
  const url = new URL(href, location.href);
  const hosts = ["t.me", "telegram.me", "telegram.dog"];
  const name = url.protocol === "tg:" ? url.searchParams.get("domain")
    : hosts.includes(url.hostname) ? url.pathname.slice(1) : "";
  if (!name || name.toLowerCase() !== bot.username.toLowerCase()) return null;
  return url.searchParams.get("start") ?? "";
}

async function openAs(payload) {
  const form = $("open-as").querySelector("form");
  const others = people.filter((person) => person.id !== currentId);
  form.person.replaceChildren(...[current(), ...others].map((person) =>
    el("option", { value: person.id, textContent: person.name })),
  el("option", { value: "new", textContent: "Новый человек…" }));
  form.name.value = "";
  form.person.onchange = () => {
    $("open-as-new").hidden = form.person.value !== "new";
    form.name.required = form.person.value === "new";
  };
  form.person.onchange();
  const answer = await ask($("open-as"));
  if (!answer) return;
  await tried(async () => {
    const chosen = answer.get("person");
    const id = chosen === "new" ? await addPerson(answer.get("name")) : Number(chosen);
    await api.start(id, payload);
    open(id);
    await refresh();
  });
}

function onLink(event) {
  const link = event.target.closest("a[href]");
  const payload = link && !link.hasAttribute("download") ? ownPayload(link.href) : null;
  if (payload === null) return;
  event.preventDefault();
  openAs(payload);
}

function onEvent({ type, person }) {
  if (type === "clock") quietly(refreshClock);
  else if (person === currentId) quietly(refresh);
  else quietly(refreshPeople);
}

function onState(online) {
  showOnline(online);
  if (online) quietly(() => Promise.all([refreshClock(), refresh()]));
}

async function begin() {
  [bot, people] = await Promise.all([api.bot(), api.people(), refreshClock()]);
  showOnline(true);
  bot.username = bot.username.replace(/^@/, "");
  $("intro").textContent = bot.description;
  $("bot-name").textContent = `${bot.name} — песочница`;
  startPeople(open);
  startMessages();
  startClock();
  startComposer(() => quietly(refresh));
  $("back").onclick = () => { location.hash = ""; };
  $("add-person").onclick = onAddPerson;
  $("log").addEventListener("click", onLink);
  addEventListener("hashchange", follow);
  document.addEventListener("visibilitychange", () => quietly(refresh));
  renderTitle();
  follow();
  listen(onEvent, onState);
}

function tryToBegin() {
  begin().catch((error) => {
    showOnline(false);
    setTimeout(tryToBegin, 2000);
    throw error;
  });
}

tryToBegin();
