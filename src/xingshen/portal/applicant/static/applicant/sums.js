// Sums while one types; the server works them out again with every save and that is what counts.

/** Exact addition of decimal texts in units of 10⁻⁶; null where something is no plain number. */
export function total(texts) {
  let sum = 0n;
  let any = false;
  for (const text of texts) {
    const plain = text.replace(/[,，\s ]/g, "").replace(/万元$/, "");
    if (!plain) continue;
    const match = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(plain);
    if (!match) return null;
    sum += BigInt(match[1]) * 1000000n + BigInt((match[2] ?? "").padEnd(6, "0"));
    any = true;
  }
  if (!any) return null;
  const fraction = String(sum % 1000000n).padStart(6, "0").replace(/0+$/, "");
  return fraction ? `${sum / 1000000n}.${fraction}` : String(sum / 1000000n);
}

export function startSums(form) {
  const texts = (part) => {
    const single = form.querySelector(`[name="${CSS.escape(part)}"]`);
    if (single) return [single.value];
    const [holder, column] = [part.slice(0, part.lastIndexOf(".")), part.slice(part.lastIndexOf(".") + 1)];
    return [...form.querySelectorAll(`[data-rows="${CSS.escape(holder)}"] > [data-row]`)].map(
      (row) => form.querySelector(`[name="${CSS.escape(`${row.dataset.rowPath}.${column}`)}"]`)?.value ?? "",
    );
  };
  const update = () => {
    for (const field of form.querySelectorAll("[data-sum]")) {
      const sum = total(field.dataset.sum.split(" ").flatMap(texts));
      const input = field.querySelector("[data-input]");
      const line = field.querySelector("[data-sum-total]");
      if (line) line.textContent = sum ?? "—";
      else if (sum !== null && input.readOnly) input.value = sum;
    }
    for (const place of form.querySelectorAll("[data-column-total]")) {
      const holder = place.closest("[data-field]").dataset.field;
      place.textContent = total(texts(`${holder}.${place.dataset.columnTotal}`)) ?? "—";
    }
  };
  form.addEventListener("input", update);
  form.addEventListener("xs:rows", update);
  update();
  return { update };
}
