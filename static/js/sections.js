// Sections beside the forms: a code that was looked up goes into the line that is being added.

document.addEventListener("change", (event) => {
  const name = event.target.dataset && event.target.dataset.codeFor;
  if (!name || !/^\d{3,7}$/.test(event.target.value)) return;
  const lines = document.getElementById(name);
  lines.value = `${lines.value}${lines.value && !lines.value.endsWith("\n") ? "\n" : ""}${event.target.value}\t`;
  event.target.value = "";
  lines.focus();
});
