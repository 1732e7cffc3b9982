// Small helpers over the DOM, the sanitiser, the toast and the dialogs.

export const $ = (id) => document.getElementById(id);

/** Make an element: `on…` are listeners, className and textContent properties, the rest attributes. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "className" || key === "textContent") node[key] = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** Bring the children of `parent` to `nodes` without touching those that stay, so focus stays too. */
export function arrange(parent, nodes) {
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const kept = new Set(nodes);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  nodes.forEach((node, i) => {
    if (parent.children[i] !== node) parent.insertBefore(node, parent.children[i] ?? null);
  });
  if (focused?.isConnected) focused.focus({ preventScroll: true });
}

const PLAIN_TAGS = new Set(["B", "I", "U", "S", "CODE", "PRE", "BLOCKQUOTE", "BR"]);

function cleaned(node) {
  if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data);
  const inside = document.createDocumentFragment();
  inside.append(...[...node.childNodes].map(cleaned));
  if (PLAIN_TAGS.has(node.tagName)) return el(node.tagName, {}, inside);
  if (node.tagName === "A" && /^(https?|tg):/i.test(node.getAttribute("href") ?? "")) {
    const href = node.getAttribute("href");
    return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, inside);
  }
  if (node.tagName === "SPAN" && node.className === "spoiler") {
    return el("span", { className: "spoiler", role: "button", tabindex: "0",
      "aria-label": "Скрытый текст, показать" }, inside);
  }
  return inside;
}

/** The server's markup once more through an allow-list; anything else keeps only its text. */
export function sanitised(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const bad of parsed.querySelectorAll("script, style, template, iframe")) bad.remove();
  return cleaned(parsed.body);
}

let toastTimer = 0;

export function toast(text) {
  clearTimeout(toastTimer);
  $("toast").textContent = text;
  toastTimer = setTimeout(() => { $("toast").textContent = ""; }, 4000 + text.length * 50);
}

/** Run an action; say in a toast why it did not work. Returns true when it did. */
export async function tried(action) {
  try {
    await action();
    return true;
  } catch (error) {
    toast(error instanceof TypeError ? "Нет связи с песочницей. Попробуйте ещё раз." : error.message);
    return false;
  }
}

export function alertDialog(text) {
  $("alert-text").textContent = text;
  $("alert").showModal();
}

/** Show a dialog with a form; resolves to its FormData, or null when it was closed. */
export function ask(dialog) {
  const form = dialog.querySelector("form");
  dialog.returnValue = "";
  dialog.querySelector("[data-close]").onclick = () => dialog.close();
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "ok" ? new FormData(form) : null);
    }, { once: true });
  });
}

export function plural(n, one, few, many) {
  if (n % 10 === 1 && n % 100 !== 11) return one;
  if ([2, 3, 4].includes(n % 10) && ![12, 13, 14].includes(n % 100)) return few;
  return many;
}
