// A link to what a page named. Addresses come from pages: only plain web addresses become links.

import type { ComponentChildren } from "preact";

export function WebLink({ address, children }: { address: string; children: ComponentChildren }) {
  if (!isWeb(address)) return <>{children}</>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

export function isWeb(address: string): boolean {
  return /^https?:\/\//u.test(address);
}
