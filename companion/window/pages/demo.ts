// The demo's friend list grows as one scrolls, as on real sites: the next page's rows take the place of its link.

const nearby = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) if (entry.isIntersecting) void grow(entry.target as HTMLAnchorElement);
  },
  { rootMargin: "200px" },
);

async function grow(link: HTMLAnchorElement): Promise<void> {
  nearby.unobserve(link);
  const answer = await fetch(link.href);
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  link.closest("li")?.replaceWith(...next.querySelectorAll("[data-demo-list] > li"));
  watch();
}

function watch(): void {
  const link = document.querySelector("a[data-demo-more]");
  if (link) nearby.observe(link);
}

watch();
