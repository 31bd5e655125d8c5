// The shape of each kind of deployment: told apart without colour, in the tables and in the charts alike.

/** As paths in a square from -1 to 1; kinds without a fill are drawn as lines. */
const SHAPES = {
  final: "M0,-0.8A0.8,0.8,0,1,1,0,0.8A0.8,0.8,0,1,1,0,-0.8Z",
  candidate: "M0,-0.95L0.95,0L0,0.95L-0.95,0Z",
  hotfix: "M0,-0.9L0.95,0.75L-0.95,0.75Z",
  build: "M-0.3,-0.8L0.3,-0.8L0.3,0.8L-0.3,0.8Z",
  "roll-back": "M-0.95,0L0.7,-0.95L0.7,0.95Z",
  "come-back": "M-0.28,-0.9L0.28,-0.9L0.28,-0.28L0.9,-0.28L0.9,0.28L0.28,0.28L0.28,0.9L-0.28,0.9L-0.28,0.28L-0.9,0.28L-0.9,-0.28L-0.28,-0.28Z",
  gone: "M-0.8,-0.8L0.8,0.8M-0.8,0.8L0.8,-0.8",
};
const OPEN = ["candidate", "gone"];

/** A small picture of a kind. */
function shape(mark) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  for (const [key, value] of Object.entries({ viewBox: "-1.3 -1.3 2.6 2.6", class: "shape", "aria-hidden": "true" })) {
    picture.setAttribute(key, value);
  }
  path.setAttribute("d", SHAPES[mark]);
  if (OPEN.includes(mark)) path.setAttribute("class", "line");
  picture.append(path);
  return picture;
}
