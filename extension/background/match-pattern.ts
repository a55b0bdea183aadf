// WebExtension match patterns, as adapters declare them: scheme, host with an optional leading `*.`, path with `*`.

const PATTERN = /^(\*|https?):\/\/(\*|(?:\*\.)?[^/*:]+)(\/.*)$/;

export function matchesPattern(pattern: string, address: string): boolean {
  const parts = PATTERN.exec(pattern);
  if (!parts || !URL.canParse(address)) return false;
  const url = new URL(address);
  const [, scheme = "", host = "", path = ""] = parts;
  return matchesScheme(scheme, url.protocol) && matchesHost(host, url.hostname) && matchesPath(path, url);
}

function matchesScheme(scheme: string, protocol: string): boolean {
  return scheme === "*" ? protocol === "http:" || protocol === "https:" : protocol === `${scheme}:`;
}

function matchesHost(pattern: string, host: string): boolean {
  if (pattern === "*") return true;
  if (!pattern.startsWith("*.")) return host === pattern;
  return host === pattern.slice(2) || host.endsWith(pattern.slice(1));
}

function matchesPath(pattern: string, url: URL): boolean {
  const escaped = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`, "s").test(url.pathname + url.search);
}
