// The sentences that scripts show; the server puts them into the page in the reader's language.

/** The sentence under `name` with `%(key)d` replaced by `values[key]`. */
export function word(name, values = {}) {
  const text = document.getElementById("ui-words")?.dataset[name] ?? "";
  return text.replace(/%\((\w+)\)d/g, (_, key) => String(values[key]));
}

/** What is left of `milliseconds` in its two largest units, rounded down as the server does. */
export function left(milliseconds) {
  const total = Math.floor(milliseconds / 1000);
  if (total <= 0) return word("over");
  const days = Math.floor(total / 86400);
  const hours = Math.floor((total % 86400) / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  if (days) return word("leftDays", { days, hours });
  if (hours) return word("leftHours", { hours, minutes });
  return word("leftMinutes", { minutes, seconds: total % 60 });
}
