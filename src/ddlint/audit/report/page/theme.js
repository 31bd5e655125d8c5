// Light, dark, or as the system has it.

const THEMES = ["as the system", "light", "dark"];

function setUpTheme() {
  const button = byId("theme");
  const root = document.documentElement;
  const apply = (theme) => {
    if (theme === THEMES[0]) delete root.dataset.theme;
    else root.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
  };
  button.addEventListener("click", () => {
    const now = root.dataset.theme ?? THEMES[0];
    apply(THEMES[(THEMES.indexOf(now) + 1) % THEMES.length]);
  });
}
