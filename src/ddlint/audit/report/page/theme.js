// Light, dark, or as the system has it.

const THEMES = ["as the system", "light", "dark"];

/** Listeners are told when the colours change, however they did. */
const themed = [];

function setUpTheme() {
  const button = byId("theme");
  const root = document.documentElement;
  const apply = (theme) => {
    if (theme === THEMES[0]) delete root.dataset.theme;
    else root.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
    for (const told of themed) told();
  };
  button.addEventListener("click", () => {
    const now = root.dataset.theme ?? THEMES[0];
    apply(THEMES[(THEMES.indexOf(now) + 1) % THEMES.length]);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => themed.forEach((told) => told()));
}

/** The value of a colour of the style sheet, by its name there. */
const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
