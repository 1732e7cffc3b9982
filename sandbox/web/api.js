// Talking to the sandbox server: one function a request, one stream of events.

const REFUSED = {
  404: "Этого здесь уже нет. Посмотрите на последнее сообщение бота.",
  409: "Бот заблокирован. Сначала разблокируйте его.",
  413: "Файл слишком большой. Выберите файл поменьше.",
};

async function call(path, options) {
  const answer = await fetch(`/ui/${path}`, options);
  const text = await answer.text();
  let body = null;
  try { body = text ? JSON.parse(text) : null; } catch { /* an error page is not JSON */ }
  if (!answer.ok) {
    throw new Error(body?.error ?? REFUSED[answer.status] ?? "Песочница не приняла это. Попробуйте ещё раз.");
  }
  return body;
}

const post = (path, body = {}) => call(path, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

export const api = {
  bot: () => call("bot"),
  people: () => call("people"),
  messages: (id) => call(`people/${id}/messages`),
  addPerson: (name) => post("people", { name }),
  block: (id, blocked) => post(`people/${id}/blocked`, { blocked }),
  read: (id) => post(`people/${id}/read`),
  send: (id, text) => post(`people/${id}/send`, { text }),
  tap: (id, message, data) => post(`people/${id}/tap`, { message_id: message, data }),
  start: (id, payload) => post(`people/${id}/start`, payload ? { payload } : {}),
  clock: () => call("clock"),
  moveClock: (change) => post("clock", change),
  sendFile(id, file, caption, as) {
    const form = new FormData();
    form.append("as", as);
    form.append("caption", caption);
    form.append("file", file, file.name);
    return call(`people/${id}/file`, { method: "POST", body: form });
  },
};

export function listen(onEvent, onState) {
  const stream = new EventSource("/ui/events");
  stream.onopen = () => onState(true);
  stream.onerror = () => onState(false);
  stream.onmessage = (message) => onEvent(JSON.parse(message.data));
}

/** Wrap a refresh so that a burst of events costs one run now and one at the end. */
export function coalesced(work) {
  let running = null;
  let again = false;
  return () => {
    again = true;
    running ??= (async () => {
      try {
        while (again) {
          again = false;
          await work();
        }
      } finally { running = null; }
    })();
    return running;
  };
}
