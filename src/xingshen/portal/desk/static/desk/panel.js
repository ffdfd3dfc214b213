// Phrases: the one that is chosen goes to the end of the text beside it, and the list is ready for another.
for (const list of document.querySelectorAll("select[data-phrases]")) {
  const text = document.getElementById(list.dataset.phrases);
  if (!text) continue;
  list.addEventListener("change", () => {
    if (!list.value) return;
    const before = text.value.trimEnd();
    text.value = before ? `${before}\n${list.value}` : list.value;
    list.value = "";
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
  });
}
