// Captures of real pages with made-up people, in ../shared/pages when present: what each is held against.

import type { DisplayedCounts, Role } from "../../../shared/wire/types.gen";

export interface Expectation {
  /** The captures do not say their address; this is one of the kind they were taken at. */
  address: string;
  role: Role;
  /** The links that lead to the accounts seen in that role, or for a profile its own handle. */
  links: string | { profile: string };
  /** Accounts that the capture shows and that are left out, and why. */
  leftOut?: { keys: string[]; why: string };
  /** Who is there for having shared somebody else's post. */
  reposting?: string[];
  /** How many accounts that makes. */
  count?: number;
  /** What the profile says of its own lists, as far as the capture still spells it. */
  counts?: DisplayedCounts;
  /** Why not every account there has a picture. */
  withoutPictures?: string;
}

const BASIC = "https://mbasic.facebook.com/ufi/reaction/profile/browser/?ft_ent_identifier=191";

export const EXPECTED: Record<string, Expectation> = {
  "facebook/friends-2022-1": {
    address: "https://www.facebook.com/an.owner/friends",
    role: "row",
    links: "a[role=link]",
  },
  "facebook/profile-2021-3": {
    address: "https://mbasic.facebook.com/nluppes.ack",
    role: "profile",
    links: { profile: "nluppes.ack" },
  },
  "facebook/profile-2025-1": {
    address: "https://www.facebook.com/fgavommf367",
    role: "profile",
    links: { profile: "fgavommf367" },
  },
  "facebook/profile-2025-2": {
    address: "https://www.facebook.com/fgavommf367",
    role: "profile",
    links: { profile: "fgavommf367" },
  },
  "facebook/reactions_list-2021-1": { address: BASIC, role: "liker", links: "li h3 a" },
  "facebook/reactions_list-2021-2": {
    address: BASIC,
    role: "liker",
    links: "li h3 a",
    leftOut: { keys: ["profile.php"], why: "its link has lost the number that says whose it is" },
  },
  "facebook/search_posts-2025-1": {
    address: "https://www.facebook.com/search/posts/?q=a",
    role: "author",
    links: '[role=feed] a[aria-hidden][href*="/user/"]',
    count: 3,
  },
  "instagram/feed-2026-1": {
    address: "https://www.instagram.com/reels/",
    role: "author",
    links: 'main a[aria-label][href$="/reels/"]',
    leftOut: { keys: ["vonadfafvam_"], why: "its link shows another handle" },
    count: 6,
  },
  "instagram/post-2025-1": {
    address: "https://www.instagram.com/p/BMr7NRZc9RM/",
    role: "commenter",
    links: 'span:has(+ span > a[href*="/c/"]) a',
    count: 5,
  },
  "instagram/followers-2023-1": {
    address: "https://www.instagram.com/an.owner/followers/",
    role: "row",
    links: "a[role=link]",
  },
  "instagram/profile-2026-1": {
    address: "https://www.instagram.com/instagram/",
    role: "profile",
    links: { profile: "instagram" },
    counts: { followers: 698_079_524, following: 314, posts: 8276 },
  },
  "bluesky/post_thread-2026-1": {
    address: "https://bsky.app/profile/harhur.kut/post/3ccc1ak7krz9g",
    role: "commenter",
    links: '[data-testid^=postThreadItem-by-][role=link] a[href*="/post/"]',
  },
  "bluesky/profile-2026-1": {
    address: "https://bsky.app/profile/zrakpantodp.flzp.dahium",
    role: "author",
    links: '[data-testid^=feedItem-by-] a[aria-label$="avatar"]',
    withoutPictures: "the capture has lost its avatars",
  },
  "linkedin/profile-2018-1": {
    address: "https://www.linkedin.com/in/vauhmokofer/",
    role: "profile",
    links: { profile: "vauhmokofer" },
  },
  "linkedin/profile-2024-2": {
    address: "https://www.linkedin.com/in/uraevke-uznuruh-himiv/",
    role: "profile",
    links: { profile: "uraevke-uznuruh-himiv" },
    counts: { friends: 500, followers: null },
  },
  "linkedin/profile-2024-3": {
    address: "https://www.linkedin.com/in/tpa-molezfe-noivuhada-16581a34/",
    role: "profile",
    links: { profile: "tpa-molezfe-noivuhada-16581a34" },
    withoutPictures: "its picture had not been loaded",
  },
  "linkedin/profile-2024-4": {
    address: "https://www.linkedin.com/in/avgifkanu/",
    role: "profile",
    links: { profile: "avgifkanu" },
  },
  "linkedin/search_results-2025-1": {
    address: "https://www.linkedin.com/search/results/people/?keywords=a",
    role: "row",
    // The other eight results are members outside the viewer's network, whom LinkedIn names to nobody.
    links: '[data-view-name=search-entity-result-universal-template] a[href*="/in/"]:has(img)',
  },
  "linkedin/feed-2025-1": {
    address: "https://www.linkedin.com/feed/",
    role: "author",
    links: '[data-urn] a[aria-label][href*="/in/"]:has(img)',
    // The other posts are companies'.
    count: 1,
  },
  "linkedin/feed-2026-2": {
    address: "https://www.linkedin.com/feed/",
    role: "author",
    links: '[role=listitem] > div a[componentkey^="auto-component"][href*="/in/"]',
    reposting: ["avzukzp"],
    count: 6,
  },
  "linkedin/post-2026-1": {
    address: "https://www.linkedin.com/posts/vusacodtomibif_a-activity-7412246542713756129-abcd",
    role: "commenter",
    links: 'section a[data-tracking-control-name$="comment_actor-name"][href*="/in/"]',
    withoutPictures: "one has the site's ghost",
    count: 3,
  },
  "linkedin/profile-2026-5": {
    address: "https://www.linkedin.com/in/bsazpul658/",
    role: "profile",
    links: { profile: "bsazpul658" },
    counts: { friends: null, followers: 2724 },
    count: 1,
  },
  "linkedin/profile-2026-6": {
    address: "https://www.linkedin.com/in/tugalo-ciro-66346c19/",
    role: "profile",
    links: { profile: "tugalo-ciro-66346c19" },
    counts: { friends: 500, followers: 6212 },
    count: 1,
  },
  "linkedin/search_results-2026-2": {
    address: "https://www.linkedin.com/search/results/people/?keywords=a",
    role: "row",
    links: '[role=listitem] p > a[href*="/in/"]:not(:has(strong))',
    withoutPictures: "one has none",
    count: 10,
  },
  "reddit/search_posts-2025-1": {
    address: "https://www.reddit.com/search/?q=a",
    role: "row",
    links: "[data-testid=search-author] a[href^='/user/']",
    withoutPictures: "two have the site's own",
    count: 4,
  },
  "threads/profile-2026-1": {
    address: "https://www.threads.com/@ubamuu",
    role: "profile",
    links: { profile: "ubamuu" },
    counts: { followers: 517_904 },
  },
  "tiktok/feed-2022-1": {
    address: "https://www.tiktok.com/foryou",
    role: "author",
    links: "[data-e2e=video-author-avatar]",
  },
  "tiktok/profile-2022-1": {
    address: "https://www.tiktok.com/@imunia43",
    role: "profile",
    links: { profile: "imunia43" },
    counts: { followers: 141, following: 246 },
  },
  "tiktok/video-2025-1": {
    address: "https://www.tiktok.com/@inkunoim/video/7573689999463392418",
    role: "author",
    links: "[data-e2e=video-author-avatar]",
    count: 2,
  },
  "x/feed-2025-1": {
    address: "https://x.com/home",
    role: "author",
    // The quoted post's author is named by the link to its picture alone.
    links: "[data-testid=User-Name] a, article [role=link]:not(a) a[href*='/status/']",
  },
  "x/followers-2023-1": {
    address: "https://x.com/an_owner/followers",
    role: "row",
    links: "[data-testid=UserCell] a[aria-hidden=true]",
  },
  "x/list_members-2023-1": {
    address: "https://x.com/i/lists/12/members",
    role: "row",
    links: "[data-testid=UserCell] a[aria-hidden=true]",
  },
  "x/post-2025-1": {
    address: "https://x.com/gkduims/status/1954297744418199638",
    role: "author",
    links: "article [data-testid=Tweet-User-Avatar] a",
    count: 1,
  },
  "x/profile-2024-2": {
    address: "https://x.com/CfuzohzEzgv",
    role: "profile",
    links: { profile: "CfuzohzEzgv" },
    counts: { followers: 115_500_000, following: 1017 },
  },
  "x/profile-2025-1": {
    address: "https://x.com/tpeuknofesiif",
    role: "author",
    links: "article [data-testid=Tweet-User-Avatar] a",
    withoutPictures:
      "who shared a post is named without a picture, and one author has the site's placeholder",
  },
};
