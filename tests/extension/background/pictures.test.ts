import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PICTURE_BYTES, pictureFetcher } from "../../../extension/background/pictures";

const bytes = Buffer.from([0xff, 0xd8, 1, 2, 3]);
let server: Server;
let origin: string;
let cookies: (string | undefined)[];

const answers: Record<string, RequestListener> = {
  "/avatar.jpg": (_, response) => response.end(bytes),
  "/away": (_, response) => {
    response.writeHead(302, { Location: origin.replace("127.0.0.1", "localhost") }).end();
  },
  "/gone": (_, response) => response.writeHead(404).end(),
  "/broken": (_, response) => response.writeHead(503).end(),
  "/declares-too-much": (_, response) => {
    response.writeHead(200, { "Content-Length": PICTURE_BYTES + 1 });
    response.write("x");
  },
  "/is-too-much": (_, response) => {
    const part = Buffer.alloc(2 ** 20);
    for (let sent = 0; sent <= PICTURE_BYTES / part.length; sent += 1) response.write(part);
    response.end();
  },
};

beforeEach(async () => {
  cookies = [];
  server = createServer((request, response) => {
    cookies.push(request.headers.cookie);
    (answers[request.url ?? ""] ?? answers["/gone"])?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const fetchPicture = pictureFetcher(async () => ["http://127.0.0.1/*"]);

test("an avatar comes as it is, and nobody is told who asks", async () => {
  expect(await fetchPicture(`${origin}/avatar.jpg`)).toEqual({ kind: "bytes", bytes: new Uint8Array(bytes) });
  expect(cookies).toEqual([undefined]);
});

test.each([
  "https://elsewhere.example/a.jpg",
  "http://127.0.0.1.elsewhere.example/a.jpg",
  "data:image/png;base64,AAAA",
  "file:///etc/passwd",
  "not an address",
])("%s is not asked for", async (address) => {
  expect(await fetchPicture(address)).toEqual({ kind: "gone", why: "not from a picture host" });
});

test.each([
  ["/away", "led to another host"],
  ["/gone", "status 404"],
  ["/declares-too-much", "too large"],
  ["/is-too-much", "too large"],
])("%s is gone: %s", async (path, why) => {
  expect(await fetchPicture(`${origin}${path}`)).toEqual({ kind: "gone", why });
});

test("what fails for now may come later", async () => {
  expect(await fetchPicture(`${origin}/broken`)).toEqual({ kind: "later" });
  const { port } = server.address() as AddressInfo;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(await fetchPicture(`http://127.0.0.1:${port}/avatar.jpg`)).toEqual({ kind: "later" });
});
