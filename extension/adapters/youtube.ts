import type { Adapter, Patterns } from "./adapter";
import type { Layout } from "./layout";
import { readerOf } from "./patterns";
import { readLayout } from "./read-layout";

const PARTS =
  "featured|videos|shorts|streams|playlists|community|posts|channels|about|store|podcasts|releases|membership|search";
const END = "/?(?:\\?.*)?";
const REST = `(?:/(?:${PARTS}))?/?(?:\\?.*)?`;

const patterns: Patterns = {
  hosts: ["(?:(?:www|m|music)\\.)?youtube\\.com"],
  accounts: [
    `/channel/(?<id>UC[\\w-]{22})${REST}`,
    `/@(?<handle>[^/?]{2,200})${REST}`,
    `/(?:c|user)/(?<handle>[^/?]{2,200})${REST}`,
  ],
  reserved: [],
  redirects: [{ host: "www.youtube.com", parameter: "q" }],
  lists: [
    { kind: "following", path: "/feed/channels/?(?:\\?.*)?" },
    { kind: "following", path: `/channel/(?<id>UC[\\w-]{22})/channels${END}` },
    { kind: "following", path: `/(?:@|c/|user/)(?<handle>[^/?]{2,200})/channels${END}` },
    { kind: "search", path: "/results/?\\?(?:.*&)?sp=EgIQAg[^&]*(?:&.*)?" },
    { kind: "search", path: "/results/?\\?.*", isMixed: true },
  ],
  avatars: ["yt\\d\\.(?:ggpht|googleusercontent)\\.com/(?:ytc/)?(?<id>[\\w-]{20,})(?:=[^?]*)?"],
  placeholders: [],
  larger: [{ from: "(yt\\d\\.(?:ggpht|googleusercontent)\\.com/[^?=]+=)s\\d+", to: "$1s400" }],
  home: { id: "https://www.youtube.com/channel/{id}", handle: "https://www.youtube.com/@{handle}" },
};

// Ids are not unique on YouTube's pages: they are matched as attributes.
const layout: Layout = {
  main: "ytd-app, ytm-app",
  aside:
    "[id=guide], ytd-guide-renderer, ytd-mini-guide-renderer, ytd-masthead, ytd-comment-simplebox-renderer, [id=related], ytd-miniplayer",
  viewer: "ytd-comment-simplebox-renderer, [id=avatar-btn], ytd-active-account-header-renderer",
  profile: {
    place: "[id=page-header], yt-page-header-renderer, ytd-c4-tabbed-header-renderer, [id=channel-header]",
    name: "h1 || [id=channel-name] [id=text] || [id=channel-name]",
    bio: "yt-description-preview-view-model || [id=channel-tagline]",
    picture: "yt-decorated-avatar-view-model, yt-avatar-shape || [id=avatar]",
    counts: {
      followers: "[id=subscriber-count] || yt-content-metadata-view-model > :nth-child(2) > :first-child",
    },
  },
  rows: {
    place: "ytd-channel-renderer, ytd-grid-channel-renderer",
    name: "[id=channel-title] [id=text] || [id=channel-title] || [id=text]",
  },
  posts: [
    {
      place: "ytd-video-owner-renderer, yt-reel-channel-bar-view-model",
      name: "[id=channel-name] a || [id=channel-name] || a:not(:has(img))",
      role: "author",
    },
    {
      // A playlist's owner is not who made what is in it.
      place:
        "ytd-rich-item-renderer:not(:has(ytd-ad-slot-renderer)), ytd-video-renderer, yt-lockup-view-model:not(ytd-rich-item-renderer *, :has(a[href*='list=']))",
      name: "[id=channel-name] a || ytd-channel-name a || a[href^='/@']:not(:has(img))",
      ago: "[id=metadata-line] > span:last-of-type || yt-content-metadata-view-model > :last-child > span:last-of-type",
      role: "author",
    },
    {
      place: "ytd-shared-post-renderer",
      name: "[id=author] || [id=display-name]",
      picture: "[id=author-thumbnail]",
      ago: "[id=published-time]",
      role: "author",
    },
    {
      place: "ytd-shared-post-renderer ytd-backstage-post-renderer",
      name: "[id=author-text]",
      picture: "[id=author-thumbnail]",
      text: "[id=content-text]",
      ago: "[id=published-time-text]",
      role: "author",
      quoted: true,
    },
    {
      place: "ytd-backstage-post-renderer:not(ytd-shared-post-renderer *)",
      name: "[id=author-text]",
      picture: "[id=author-thumbnail]",
      text: "[id=content-text]",
      ago: "[id=published-time-text]",
      role: "author",
    },
    {
      place: "ytd-comment-view-model, ytd-comment-renderer",
      name: "[id=author-text]",
      picture: "[id=author-thumbnail]",
      text: "[id=content-text]",
      ago: "[id=published-time-text]",
      role: "commenter",
    },
  ],
  // Shorts before and after stand in the page, too.
  postOfPage: "ytd-video-owner-renderer, ytd-reel-video-renderer[is-active] yt-reel-channel-bar-view-model",
  post: /^\/(?:watch\?(?:[^#]*&)?v=|shorts\/|live\/|post\/)(?<post>[\w-]+)/u,
};

export const youtube: Adapter = {
  id: "youtube",
  pages: ["https://*.youtube.com/*"],
  pictureHosts: ["https://yt3.ggpht.com/*", "https://yt3.googleusercontent.com/*", "https://yt4.ggpht.com/*"],
  patterns,
  matches: (address) => readerOf(patterns).isOwn(address),
  extract: (document, address, corrected = patterns) =>
    readLayout("youtube", layout, document, address, readerOf(corrected)),
};
