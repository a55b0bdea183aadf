// The words for what is counted, done and seen: the wire's own terms in each language.

import { words } from "../words";

export const t = words({
  en: {
    followers: "Followers",
    following: "Following",
    friends: "Friends",
    posts: "posted",
    shares: "shared",
    likes: "liked",
    comments: "commented",
    avatar_changed: "changed the picture",
    account_created: "account created",
    profile: "profile",
    row: "in a list",
    author: "as an author",
    commenter: "as a commenter",
    liker: "among those who like",
  },
  es: {
    followers: "Seguidores",
    following: "Seguidos",
    friends: "Amistades",
    posts: "publicó",
    shares: "compartió",
    likes: "le gustó",
    comments: "comentó",
    avatar_changed: "cambió la imagen",
    account_created: "cuenta creada",
    profile: "perfil",
    row: "en una lista",
    author: "como autora",
    commenter: "como comentarista",
    liker: "entre quienes dan «me gusta»",
  },
});
