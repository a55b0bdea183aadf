// What Facebook's addresses look like.

import type { Patterns } from "./adapter";
import type { ListAddress } from "./patterns";

const HANDLE = "(?![^/?]*\\.php)[A-Za-z0-9.]{2,80}";
const PAGE = "[^/?]+";
const REST = "/?(?:[?].*)?";
const PARTS =
  "about\\w*|friends\\w*|photos\\w*|videos\\w*|reels\\w*|followers|following|map|sports|music|movies|tv|books|likes\\w*|events|reviews\\w*|mentions";
const OWNERS = [`/(?<handle>${HANDLE})/LIST${REST}`, `/(?<handle>${HANDLE})\\?(?:.*&)?(?:sk|v)=LIST(?:&.*)?`];
const NUMBERED = "/profile\\.php\\?(?=(?:.*&)?(?:sk|v)=LIST)(?:.*&)?id=(?<id>\\d+)(?:&.*)?";

function owned(kind: ListAddress["kind"], list: string) {
  return [...OWNERS, NUMBERED].map((path) => ({ kind, path: path.replace("LIST", list) }));
}

export const patterns: Patterns = {
  hosts: [
    "(?:(?!lm?\\.)(?:www|web|mbasic|mobile|touch|free|[a-z]{1,2}|[a-z]{2,3}-[a-z]{2})\\.)?facebook\\.com",
  ],
  accounts: [
    "/profile\\.php\\?(?:.*&)?id=(?<id>\\d+)(?:&.*)?",
    `/people/${PAGE}/(?<id>\\d+)${REST}`,
    `/people/${PAGE}/(?<token>[A-Za-z0-9]{20,})${REST}`,
    `/groups/${PAGE}/user/(?<id>\\d+)${REST}`,
    `/groups/${PAGE}/user/(?<token>[A-Za-z0-9]{20,})${REST}`,
    `/pages/(?:category/${PAGE}/)?(?:${PAGE}/)?(?:[^/?]*-)?(?<id>\\d+)${REST}`,
    `/(?:p/|pg/)?[^/?]+-(?<id>\\d{6,})(?:/(?:${PARTS}))?${REST}`,
    `/(?<token>pfbid[A-Za-z0-9]{20,})${REST}`,
    `/(?<id>\\d+)(?:/(?:${PARTS}))?${REST}`,
    `/(?:pg/|@)?(?<handle>${HANDLE})(?:/(?:${PARTS}))?${REST}`,
  ],
  reserved: [
    ..."about account ad ads adsmanager ajax api bookmarks browse business campaign careers checkpoint composer".split(
      " ",
    ),
    ..."confirmemail content cookies crisisresponse dating developers dialog directory display donate e editor".split(
      " ",
    ),
    ..."events experimental_features fantasy_games feed find-friends flx friends friending fundraisers games gaming".split(
      " ",
    ),
    ..."groups hashtag help home intern jobs l language latest legal lite live local login logout marketplace".split(
      " ",
    ),
    ..."media memories messages messenger mobile mydata news notes notifications offers ondemand onthisday p".split(
      " ",
    ),
    ..."pages pay payments people permalink pg photo photos places play plugins policies policy posts privacy".split(
      " ",
    ),
    ..."profile public pymk r r.php recover reel reels reg registration report requests saved search security".split(
      " ",
    ),
    ..."settings share sharer shop shops sitemap social-impact stars stories story support survey tahoe terms".split(
      " ",
    ),
    ..."timeline tr ufi unsupportedbrowser verification video videos votinginformationcenter watch weather your_information".split(
      " ",
    ),
  ],
  redirects: ["l.facebook.com", "lm.facebook.com", "l.instagram.com"].map((host) => ({
    host,
    parameter: "u",
  })),
  lists: [
    ...owned("friends", "friends\\w*"),
    ...owned("followers", "followers"),
    ...owned("following", "following"),
    ...owned("liked", "likes\\w*"),
    { kind: "members", path: `/groups/${PAGE}/(?:members|people)(?:/[^?]*)?${REST}` },
    { kind: "members", path: `/events/\\d+/(?:guests|going|interested|invited)${REST}` },
    { kind: "likers", path: "/ufi/reaction/profile/browser/.*" },
    { kind: "search", path: `/search/people${REST}` },
    { kind: "search", path: `/search(?:/\\w+)?${REST}`, isMixed: true },
    { kind: "suggestions", path: `/friends/suggestions${REST}` },
  ],
  avatars: ["[^/]+\\.fbcdn\\.net/(?:[^?]*/)?t\\d+\\.\\d+-1/(?:[^?]*/)?(?<id>\\d+_\\d+_\\d+_[a-z]+\\.\\w+)"],
  placeholders: ["[^/]+\\.fbcdn\\.net/(?:[^?]*/)?t1\\.30497-1/"],
  larger: [],
  home: { id: "https://www.facebook.com/profile.php?id={id}", handle: "https://www.facebook.com/{handle}" },
};

/** Addresses of posts, by their path. */
export const POST =
  /^(?!\/search\/).*\/(?:posts|permalink|permalink\.php|story\.php|photo|photo\.php|videos|reel|watch)\b/u;
