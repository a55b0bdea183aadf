const LENGTH = 100;

/** As a person tells browsers apart in the list of pairings. */
export function browserName(): string {
  const agent = navigator.userAgent;
  const [, name = "Browser", version = ""] = /(Firefox|Edg|OPR|Chrome)\/(\d+)/.exec(agent) ?? [];
  const system = /\((?:X11; )?([^;)]+)/.exec(agent)?.[1] ?? "";
  return `${{ Edg: "Edge", OPR: "Opera" }[name] ?? name} ${version}, ${system}`.slice(0, LENGTH);
}
