// Keeps the window's token, which came in this page itself, and goes on to the window: no address ever holds it.

import { keepToken } from "../companion";

const read = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content ?? "";

keepToken(read("eyeline-token"));
location.replace(read("eyeline-to"));
