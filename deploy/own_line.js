// Puts the crisis line of a reader's own country first, by the rule of explainer/helplines.py, before anything is painted.
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone, region = navigator.language.split("-").pop();
  const isAt = told => one => told && one.dataset.near.split(" ")
    .some(near => near.endsWith("/") ? told.startsWith(near) : told === near);
  const countries = [...document.querySelectorAll("template.own")];
  const own = countries.find(isAt(zone)) ?? countries.find(isAt(region));
  if (!own) return;
  for (const said of own.content.children)
    document.querySelector(`#first .strip ${said.localName}`).replaceWith(said.cloneNode(true));
  const lines = document.querySelector(".help-first .lines"), entries = [...lines.children];
  const from = entries.findIndex(one => one.matches("dt") && one.textContent === own.dataset.country);
  const next = entries.findIndex((one, at) => at > from && one.matches("dt"));
  lines.prepend(...entries.slice(from, next < 0 ? undefined : next));
})();
