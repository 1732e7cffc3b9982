// The list of people: avatars, last lines, unread badges, movement by arrow keys.
import { $, arrange, el, plural } from "./dom.js";
import { shortWords } from "./clock.js";

const items = new Map();

const initials = (name) => name.split(/\s+/).slice(0, 2).map((word) => [...word][0] ?? "").join("");

function unreadWords(n) {
  return `${n} ${plural(n, "непрочитанное сообщение", "непрочитанных сообщения",
    "непрочитанных сообщений")}`;
}

function badge(person) {
  if (!person.unread) return null;
  return el("span", { className: "badge", "data-testid": `unread-${person.id}`, "aria-hidden": "true",
    textContent: String(person.unread) });
}

function contents(person) {
  const avatar = el("span", { className: "avatar", "aria-hidden": "true",
    textContent: initials(person.name) });
  avatar.style.setProperty("--hue", (Number(person.id) * 67) % 360);
  const when = person.last_at ? shortWords(new Date(person.last_at)) : "";
  const state = person.blocked ? "бот заблокирован" : person.started ? "" : "ещё не с ботом";
  return [
    avatar,
    el("span", { className: "name", textContent: person.name }),
    el("span", { className: "when", textContent: when }),
    el("span", { className: "title", textContent: [person.title, state].filter(Boolean).join(" · ") }),
    el("span", { className: "last", textContent: person.last ?? "" }),
    badge(person),
    person.unread ? el("span", { className: "sr", textContent: unreadWords(person.unread) }) : null,
  ].filter(Boolean);
}

function item(person) {
  if (!items.has(person.id)) {
    const button = el("button", { type: "button", className: "person",
      "data-testid": `person-${person.id}`, "data-id": person.id });
    items.set(person.id, el("li", {}, button));
  }
  return items.get(person.id);
}

const buttons = () => [...$("people").querySelectorAll("button")];

/** One stop of Tab for the whole list: arrows move inside it. */
function setStop(stop) {
  for (const button of buttons()) button.tabIndex = button === stop ? 0 : -1;
}

export function renderPeople(people, currentId) {
  arrange($("people"), people.map(item));
  for (const person of people) {
    const button = item(person).firstElementChild;
    const fresh = JSON.stringify([person, shortWords(new Date(person.last_at ?? 0))]);
    if (button.fresh !== fresh) button.replaceChildren(...contents(person));
    button.fresh = fresh;
    if (person.id === currentId) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  if (!buttons().some((button) => button.tabIndex === 0 && button === document.activeElement)) {
    setStop($("people").querySelector("[aria-current]") ?? buttons()[0]);
  }
}

export function focusPerson(id) {
  items.get(id)?.firstElementChild.focus();
}

export function startPeople(open) {
  $("people").onclick = ({ target }) => {
    const button = target.closest("button");
    if (button) open(Number(button.dataset.id));
  };
  $("people").addEventListener("focusin", ({ target }) => setStop(target));
  $("people").onkeydown = (event) => {
    const all = buttons();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[Math.max(0, Math.min(to, all.length - 1))].focus();
  };
}
