export interface Tree {
  [name: string]: string | Tree;
}

export const TEXTS: string;
export function languages(): string[];
export function textsOf(area: string, language: string): Tree;
