// A colon, a slash or a space goes on to the next part of a date or a time, as people type them. The control passes such
// a sign by, and would take the 3 of "1:30" for the hour's second digit.
export default function () {
  const when = document.querySelector(".st-key-dose-when");
  let typed; // the part that the last digit went to; the control itself goes on when no further one fits
  const pressed = event => {
    const part = event.target.closest("[role=spinbutton]");
    if (!part) return;
    if (/^\d$/.test(event.key)) typed = part;
    else if (/^[:/., -]$/.test(event.key)) {
      event.preventDefault();
      const parts = [...part.closest("[role=group]").querySelectorAll("[role=spinbutton]")];
      if (part === typed) parts[parts.indexOf(part) + 1]?.focus();
      typed = undefined;
    }
  };
  when.addEventListener("keydown", pressed, true);
  return () => when.removeEventListener("keydown", pressed, true);
}
