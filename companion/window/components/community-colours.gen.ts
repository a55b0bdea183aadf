// Written by scripts/generate.py from companion/core/colours.py, where they are described.

export const COMMUNITY_COLOURS: readonly string[] = [
  "#b861fc",
  "#bc570e",
  "#b2e184",
  "#3e8f8b",
  "#4de8f1",
  "#794159",
  "#76b062",
  "#ae070a",
  "#d48204",
  "#a9007c",
  "#61864e",
  "#8d79b3",
  "#43643c",
  "#9c626f",
  "#969fb7",
  "#e6c9b7",
];
export const OTHERS = "#a8a296";
