// Reads and writes the value of a field whatever its widget. A field is an element with `data-field` (its address).

/** The words of the page, `%(name)s` replaced. */
export function word(name, values = {}) {
  const text = document.getElementById("apply-words").dataset[name] ?? "";
  return text.replace(/%\((\w+)\)s/g, (_, key) => values[key] ?? "");
}

/** The field with this address, or null. */
export const fieldAt = (path) => document.querySelector(`[data-field="${CSS.escape(path)}"]`);

const inputs = (field) => [...field.querySelectorAll("[data-input]")];
const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

/** What stands in the field now, in the shape that the server takes. */
export function valueOf(field) {
  const all = inputs(field);
  switch (field.dataset.kind) {
    case "flag":
    case "radio":
      return all.find((input) => input.checked)?.value ?? "";
    case "checks": {
      const chosen = all.filter((input) => input.checked).map((input) => input.value);
      const others = field.querySelector("textarea[data-input]");
      return others ? [...chosen, ...lines(others.value)] : chosen;
    }
    case "lines":
      return lines(all[0].value);
    case "table":
      return [...field.querySelectorAll("[data-inner-row]")]
        .map((row) => Object.fromEntries(inputs(row).map((input) => [input.dataset.key, input.value])))
        .filter((row) => Object.values(row).some(Boolean));
    default:
      return all[0].value;
  }
}

/** Puts `value` (as the server gives it) into the field. */
export function putValue(field, value) {
  const all = inputs(field);
  const plain = value ?? "";
  switch (field.dataset.kind) {
    case "flag":
    case "radio":
      for (const input of all) input.checked = input.value === plain;
      break;
    case "checks": {
      const wanted = Array.isArray(plain) ? plain : lines(plain);
      const boxes = all.filter((input) => input.type === "checkbox");
      for (const box of boxes) box.checked = wanted.includes(box.value);
      const others = field.querySelector("textarea[data-input]");
      if (others) others.value = wanted.filter((each) => !boxes.some((box) => box.value === each)).join("\n");
      break;
    }
    case "lines":
      all[0].value = Array.isArray(plain) ? plain.join("\n") : plain;
      break;
    case "locked":
      field.querySelector("[data-locked-value]").textContent = shown(plain);
      break;
    case "table":
      fillInner(field, Array.isArray(plain) ? plain : []);
      break;
    default:
      all[0].value = typeof plain === "string" ? plain : "";
  }
}

/** The value as a person would read it; in `field`, where it is an option, by the label that stands there. */
export function shown(value, field = null) {
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length)) return word("empty");
  if (Array.isArray(value)) return value.map((each) => shown(each, field)).join(word("joint"));
  if (typeof value === "object") return Object.entries(value).filter(([key]) => key !== "_id").map(([, each]) => shown(each)).join(" · ");
  return (field && labelOf(field, String(value))) ?? String(value);
}

function labelOf(field, value) {
  const chosen = inputs(field).find((input) => input.value === value && ["radio", "checkbox"].includes(input.type));
  const option = [...field.querySelectorAll("option")].find((each) => each.value === value);
  return (chosen?.closest("label") ?? option)?.textContent.trim();
}

/** Lists inside a row always end with an empty line to write in. */
export function keepBlankInner(field) {
  const rows = [...field.querySelectorAll("[data-inner-row]")];
  const last = rows.at(-1);
  if (last && inputs(last).some((input) => input.value)) appendInner(field, last, rows.length);
}

function appendInner(field, model, at) {
  const fresh = model.cloneNode(true);
  for (const input of inputs(fresh)) {
    input.value = "";
    input.name = input.name.replace(/#\d+\./, `#${at}.`);
  }
  model.parentElement.append(fresh);
  return fresh;
}

function fillInner(field, rows) {
  let all = [...field.querySelectorAll("[data-inner-row]")];
  while (all.length < rows.length + 1) {
    appendInner(field, all.at(-1), all.length);
    all = [...field.querySelectorAll("[data-inner-row]")];
  }
  all.forEach((row, at) => inputs(row).forEach((input) => { input.value = rows[at]?.[input.dataset.key] ?? ""; }));
}
