// The window's key to the companion. It is the origin's, port and all, and dies with the companion.

const KEY = "eyeline-token";

export function keepToken(token: string): void {
  localStorage.setItem(KEY, token);
}

export function token(): string | null {
  return localStorage.getItem(KEY);
}

export function dropToken(): void {
  localStorage.removeItem(KEY);
}
