// What a post's head says that somebody did with it: "Marla commented on this".

import type { ActivityKind } from "../../shared/wire/types.gen";
import { cleanText } from "./text";

export interface Action {
  kind: Extract<ActivityKind, "comments" | "shares" | "likes">;
  /** The link to who did it. */
  link: Element;
}

/** Stems of the verbs in the sites' languages. */
const STEMS: readonly [Action["kind"], RegExp][] = [
  [
    "comments",
    /comment|coment|kommen|komen|koment|коммент|комент|replied|respond|répond|antwort|reagi|reageer|svar|yorum|odpowie|σχολ|הגיב|علّ?ق|تعليق|टिप्पणी|মন্তব্য|ความคิดเห็น|bình luận|mengomentari|コメント|댓글|评论|評論|留言|回應/iu,
  ],
  [
    "shares",
    /repost|reshare|shared|partag|republi|compart|condivi|diffus|geteilt|teilte|gedeeld|delade|delte|delat|jakoi|udostępn|sdílel|zdieľal|megoszt|distribui|paylaş|yeniden|поделил|поширив|репост|κοινοποί|שיתף|شارك|أعاد|साझा|শেয়ার|แชร์|chia sẻ|đăng lại|membagikan|再投稿|シェア|공유|퍼갔|转发|轉發|分享|转载/iu,
  ],
  [
    "likes",
    /like|aime|gusta|recomend|curtiu|gostou|piace|consiglia|gefällt|vindt|gillar|tykkä|synes|polubi|líbí|páči|tetszik|apreci|beğen|нравится|вподоба|αρέσει|אהב|أعجب|पसंद|পছন্দ|ถูกใจ|thích|menyukai|いいね|좋아|추천|赞|讚/iu,
  ],
];

/** What the words of a sentence, without the names in it, say was done; null where they say something else. */
export function actionIn(sentence: Element): Action["kind"] | null {
  const copy = sentence.cloneNode(true) as Element;
  for (const link of copy.querySelectorAll("a")) link.remove();
  const words = cleanText(copy.textContent) ?? "";
  return STEMS.find(([, stem]) => stem.test(words))?.[0] ?? null;
}
