// In print, tables show their first rows, and colours are those for paper.

function setUpPrint() {
  addEventListener("beforeprint", () => GRIDS.forEach((grid) => grid.print()));
  addEventListener("afterprint", () => GRIDS.forEach((grid) => grid.unprint()));
}
