// Each mark with its meaning, as it is drawn beside a name.

import { DRAWINGS, type DrawnShape, drawing } from "../../shared/badge-shapes";
import { element, find } from "../shared/page";
import { text } from "../shared/texts";

export function showMarks(): void {
  const shapes = Object.keys(DRAWINGS) as DrawnShape[];
  const rows = shapes.map((shape) => {
    const drawn = element("span", "drawn", drawing(document, shape));
    return element("li", "", drawn, element("span", "", text(`marks.${shape}`)));
  });
  find("marks-list").replaceChildren(...rows);
}
