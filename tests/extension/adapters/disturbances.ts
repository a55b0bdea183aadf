// What sites put beside the people of a page: each changes a part of it, in the site's own form of links and pictures.

/** Somebody who is on no page: the `number` makes several. */
export interface Stranger {
  handle: string;
  shown: string;
  link: string;
  picture: string;
  pictureId: string;
}

interface Form {
  link(handle: string): string;
  /** A picture's address by its number, of six digits. */
  picture(number: string): string;
  /** Links show the handle, not a name. */
  showsHandles?: true;
}

const META = "https://scontent-tst1-1.cdninstagram.com/v/t51.2885-19";

const FORMS: Record<string, Form> = {
  bluesky: {
    link: (handle) => `/profile/${handle}.example.org`,
    picture: (number) =>
      `https://cdn.bsky.app/img/avatar/plain/did:plc:strange${number}/bafkrei${number}@jpeg`,
  },
  facebook: {
    link: (handle) => `https://www.facebook.com/${handle}`,
    picture: (number) => `https://scontent.xx.fbcdn.net/v/t39.30808-1/${number}_${number}_${number}_n.jpg`,
  },
  instagram: {
    link: (handle) => `/${handle}/`,
    picture: (number) => `${META}/${number}_${number}_${number}_n.jpg`,
    showsHandles: true,
  },
  linkedin: {
    link: (handle) => `https://www.linkedin.com/in/${handle}/`,
    picture: (number) =>
      `https://media.licdn.com/dms/image/v2/D4E03AQ${number}/profile-displayphoto-scale_100_100/0/1700000000030?e=1`,
  },
  mastodon: {
    link: (handle) => `/@${handle}@far.example.org`,
    picture: (number) =>
      `https://files.example.org/cache/accounts/avatars/109/291/${number.slice(0, 3)}/original/${number}.jpg`,
  },
  reddit: {
    link: (handle) => `/user/${handle}/`,
    picture: (number) => `https://styles.redditmedia.com/t5_x/styles/profileIcon_${number}.jpg`,
  },
  threads: {
    link: (handle) => `/@${handle}`,
    picture: (number) => `${META}/${number}_${number}_${number}_n.jpg`,
    showsHandles: true,
  },
  tiktok: {
    link: (handle) => `/@${handle}`,
    picture: (number) => `https://p16-sign.tiktokcdn.com/tos/${number}~c5_100x100.jpeg`,
  },
  x: {
    link: (handle) => `/${handle}`,
    picture: (number) => `https://pbs.twimg.com/profile_images/1700000000000${number}/a_normal.jpg`,
  },
  youtube: {
    link: (handle) => `/@${handle}`,
    picture: (number) => `https://yt3.ggpht.com/strangerstranger${number}=s88-c-k`,
  },
};

export const SITES = Object.keys(FORMS);

export function strangers(site: string): Stranger[] {
  const { link, picture, showsHandles } = FORMS[site] as Form;
  return ["ludo", "nerys", "oswin"].map((name, index) => {
    const handle = `${name}stranger`;
    const shown = showsHandles ? handle : `${name[0]?.toUpperCase()}${name.slice(1)} Stranger`;
    const number = `77700${index}`;
    const [pictureId] =
      /(?<=plain\/[^/]+\/)[^@]+|(?:[^/?~=]+_n\.jpg|profileIcon_[^/]+|D4E03AQ\d+|1700000000000\d+|strangerstranger\d+|\d+\.jpg|\d+(?=~))/u.exec(
        picture(number),
      ) as RegExpExecArray;
    return { handle, shown, link: link(handle), picture: picture(number), pictureId };
  });
}

const PICTURE = (address: string) => `<img src="${address}" alt="">`;
const PICTURED = ({ link, picture }: Stranger) => `<a href="${link}">${PICTURE(picture)}</a>`;
const NAMED = ({ link, shown }: Stranger) => `<a href="${link}"><strong>${shown}</strong></a>`;

/** A part of the page: the place of one account, with its name's element in it. */
export interface Part {
  element: Element;
  name: Element;
}

export interface Disturbance {
  /** Changes one part of a page at `address`. */
  change(part: Part, site: string, address: URL): void;
  /** The account of the part has no picture any more. */
  takesPicture?: true;
  /** The part's links lead to nobody any more. */
  takesAccount?: true;
  /** It stands in posts only, in no list. */
  ofPosts?: true;
}

const before = ({ element }: Part, html: string) => element.insertAdjacentHTML("afterbegin", html);
const after = ({ element }: Part, html: string) => element.insertAdjacentHTML("beforeend", html);
const some = (site: string) => strangers(site) as [Stranger, Stranger, Stranger];

const MUTUAL = ([one, two]: readonly Stranger[]) =>
  `<div><ul>${[one, two].map((s) => `<li><figure>${PICTURE((s as Stranger).picture)}</figure></li>`).join("")}</ul><div><p>${NAMED(one as Stranger)} and ${NAMED(two as Stranger)} are mutual connections</p></div></div>`;

function picturesOf({ element }: Part): Element[] {
  return [...element.querySelectorAll("img, image, [style*=background]")];
}

function withoutAddress(picture: Element, address: string): void {
  for (const { name } of [...picture.attributes]) if (name !== "alt") picture.removeAttribute(name);
  picture.setAttribute(picture.localName === "img" ? "src" : "href", address);
}

export const DISTURBANCES: Record<string, Disturbance> = {
  "a header that names somebody else": {
    change: (part, site) => {
      const [one] = some(site);
      before(part, `<div>${PICTURED(one)}<div><p>${NAMED(one)} commented on this</p></div></div>`);
    },
  },
  "a header without a picture": {
    change: (part, site) => before(part, `<div><span>${NAMED(some(site)[0])} reposted this</span></div>`),
  },
  "a mention": {
    change: (part, site) => after(part, `<div><p>Soup, with ${NAMED(some(site)[0])} and others</p></div>`),
  },
  "a counter that links to the page's own address": {
    change: (part, _site, address) => {
      const counter = `<a href="${address.pathname}${address.search}"><p><span>14 reactions</span><span aria-hidden="true">14</span></p></a>`;
      before(part, counter);
      after(
        part,
        `${counter}<a href="${address.pathname}"><span>٣٤</span></a><a href="${address.pathname}"><span>1,2 mil</span></a>`,
      );
    },
  },
  "a counter that links to the account": {
    change: (part) => {
      const href = part.name.closest("a[href]")?.getAttribute("href");
      if (href)
        after(
          part,
          `<a href="${href}"><p><span>14 reactions</span><span aria-hidden="true">14</span></p></a>`,
        );
    },
  },
  "a mutual connection": { change: (part, site) => after(part, MUTUAL(some(site))) },
  "a picture that is missing": {
    takesPicture: true,
    change: (part, site) => {
      for (const picture of picturesOf(part)) picture.remove();
      after(part, MUTUAL(some(site)));
    },
  },
  "a ghost for a picture": {
    takesPicture: true,
    change: (part, site) => {
      for (const picture of picturesOf(part)) picture.outerHTML = '<div class="ghost-person"></div>';
      after(part, `<div>${PICTURED(some(site)[0])}</div>`);
    },
  },
  "a picture at an unknown address": {
    takesPicture: true,
    change: (part, site) => {
      for (const picture of picturesOf(part))
        withoutAddress(picture, "https://static.example.org/standard.png");
      after(part, `<figure>${PICTURE(some(site)[0].picture)}</figure>`);
    },
  },
  "a neighbour's picture": {
    change: (part, site) => {
      const [one, two] = some(site);
      after(part, `<div>${PICTURED(one)}</div><div><figure>${PICTURE(two.picture)}</figure></div>`);
    },
  },
  "a quoted post": {
    ofPosts: true,
    change: (part, site) => {
      const [one] = some(site);
      after(
        part,
        `<div role="link" tabindex="0"><div>${PICTURED(one)}</div><div>${NAMED(one)}</div><p>Bread.</p></div>`,
      );
    },
  },
  "an advertisement that names friends": {
    takesAccount: true,
    change: (part, site, address) => {
      const [one, two] = some(site);
      const own = part.name.closest("a[href]")?.getAttribute("href");
      for (const link of part.element.querySelectorAll("a[href]"))
        if (own && sameWay(link.getAttribute("href"), own, address))
          link.setAttribute("href", "https://shop.example.org/");
      before(
        part,
        `<div>${PICTURED(one)}<div><p>${NAMED(one)}, ${NAMED(two)} and 72 others follow this</p></div></div>`,
      );
    },
  },
};

function sameWay(href: string | null, own: string, base: URL): boolean {
  return href !== null && new URL(href, base).pathname === new URL(own, base).pathname;
}
