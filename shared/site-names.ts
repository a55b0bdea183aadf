// The sites' own names, which are the same in every language.

const NAMES: Record<string, string> = {
  bluesky: "Bluesky",
  facebook: "Facebook",
  instagram: "Instagram",
  linkedin: "LinkedIn",
  mastodon: "Mastodon",
  reddit: "Reddit",
  threads: "Threads",
  tiktok: "TikTok",
  x: "X",
  youtube: "YouTube",
};

export function siteName(platform: string): string {
  return NAMES[platform] ?? platform.replace(/^./, (letter) => letter.toUpperCase());
}
