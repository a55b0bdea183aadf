export interface Tree {
  [name: string]: string | Tree;
}

export const TEXTS: string;
export function textsOf(area: string): Record<string, Tree>;
