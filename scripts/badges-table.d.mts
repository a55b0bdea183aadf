import type * as shapes from "../shared/badge-shapes";

type Shapes = Pick<typeof shapes, "DRAWINGS" | "attributesOf">;

export declare function svgOf(shape: shapes.DrawnShape, all: Shapes): string;
export declare function rows(all: Shapes): string[];
export declare function withTable(readme: string, all: Shapes): string;
