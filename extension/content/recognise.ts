// Called into a page by the popup: says which site of many hosts it is, and where its pictures come from. It is the
// script's last value that the popup gets.

import { adapters } from "../adapters";
import { readerOf } from "../adapters/patterns";

const PICTURE_HOSTS = 4;

function recognised(): { platform: string; origin: string; pictures: string[] } | null {
  const adapter = adapters.find((site) => site.recognises?.(document));
  if (!adapter || location.protocol !== "https:") return null;
  const reader = readerOf(adapter.patterns);
  const avatars = [...document.images].filter(({ src }) => src.startsWith("https:") && reader.avatar(src));
  const origins = new Set(avatars.map(({ src }) => new URL(src).origin));
  origins.delete(location.origin);
  return {
    platform: adapter.id,
    origin: location.origin,
    pictures: [...origins].slice(0, PICTURE_HOSTS),
  };
}

export default recognised();
