// The edges as lines on a layer below Sigma's own. Sigma's are objects, of which 130,000 hold the page up for a second at
// each change; these are one row of numbers.

import type Sigma from "sigma";
import { curveOf, SEGMENTS } from "./curve";
import { type EdgeLook, type EdgeReason, edgeLooks } from "./edges";
import type { Drawing, NodeLook, Shown } from "./model";
import type { Received } from "./received";

/** So many are drawn in one frame: while the camera moves only these, and at rest one part after the other. All at once
 * would hold the page up for half a second where no graphics card helps. */
const MOST_AT_ONCE = 20_000;
const REST_MS = 150;
const OF_VERTEX = 12;

const VERTEX = `
attribute vec2 place;
attribute vec4 colour;
uniform mat3 view;
varying vec4 shade;
void main() {
  gl_Position = vec4((view * vec3(place, 1.0)).xy, 0.0, 1.0);
  shade = vec4(colour.rgb * colour.a, colour.a);
}`;
const FRAGMENT = `
precision mediump float;
varying vec4 shade;
void main() { gl_FragColor = shade; }`;

export interface EdgeLayer {
  /** Draws the edges as they are shown now, between where the accounts stand now. */
  paint: (drawing: Drawing, shown: Shown) => void;
}

/** Fewer are curved. */
export function isCurved(edges: number): boolean {
  return edges <= 20_000;
}

/** How opaque edges are by why they look as they do, 0..1: the fewer, the more, and inside communities more than between
 * them, of which few would else not be seen beside many inside. */
export function opacitiesOf({ nodes, edges }: Received): (reason: EdgeReason) => number {
  const all = edges.source.length;
  const between = edges.source.reduce(
    (count, source, edge) =>
      count + Number(nodes[source]?.community !== nodes[edges.target[edge] as number]?.community),
    0,
  );
  const inside = opacityAmong(all);
  return (reason) => {
    if (reason === "path") return 1;
    if (reason === "appeared" || reason === "ended") return 0.8;
    return reason === "between" ? Math.min(0.75 * inside, 0.45 * opacityAmong(between)) : inside;
  };
}

function opacityAmong(edges: number): number {
  return Math.min(0.6, Math.max(0.07, 20 / Math.sqrt(edges)));
}

/** For about so many edges: many faint ones look smooth without help. Null where WebGL is missing. `drawn` is called
 * whenever all of them are. */
export function edgeLayer(sigma: Sigma<NodeLook>, edges: number, drawn: () => void): EdgeLayer | null {
  const canvas = sigma.createCanvas("lines", { beforeLayer: "edges" });
  const gl = canvas.getContext("webgl2", { antialias: isCurved(edges), preserveDrawingBuffer: true });
  if (!gl) return null;
  const view = viewOf(gl, program(gl));
  let vertices = 0;
  let each = 2;
  let done = 0;
  let seen = "";
  let frame = 0;
  let moves: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    cancelAnimationFrame(frame);
    clearTimeout(moves);
  };
  const drawPart = () => {
    const count = Math.min(vertices - done, each * MOST_AT_ONCE);
    gl.drawArrays(gl.LINES, done, count);
    done += count;
    if (done === vertices) drawn();
    else if (!moves) frame = requestAnimationFrame(drawPart);
  };
  const drawAnew = () => {
    cancelAnimationFrame(frame);
    const { width, height } = sigma.getDimensions();
    const [wide, high] = [width * devicePixelRatio, height * devicePixelRatio];
    if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
    gl.viewport(0, 0, wide, high);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.uniformMatrix3fv(view, false, matrixOf(sigma));
    seen = viewIn(sigma);
    done = 0;
    drawPart();
  };
  sigma.getCamera().on("updated", () => {
    stop();
    moves = setTimeout(() => {
      moves = undefined;
      drawPart();
    }, REST_MS);
  });
  // Sigma also draws where only its own layers have changed.
  sigma.on("afterRender", () => {
    if (viewIn(sigma) !== seen) drawAnew();
  });
  sigma.on("kill", () => {
    stop();
    gl.getExtension("WEBGL_lose_context")?.loseContext();
  });
  return {
    paint: (drawing, shown) => {
      const made = verticesOf(drawing, shown);
      each = isCurved(drawing.received.edges.source.length) ? 2 * SEGMENTS : 2;
      vertices = made.byteLength / OF_VERTEX;
      gl.bufferData(gl.ARRAY_BUFFER, made, gl.STATIC_DRAW);
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(drawAnew);
    },
  };
}

/** x, y and colour of both ends of each piece of each edge that is shown. */
export function verticesOf(drawing: Drawing, shown: Shown): ArrayBuffer {
  const { graph, received } = drawing;
  const { edges } = received;
  const count = edges.source.length;
  const pieces = isCurved(count) ? SEGMENTS : 1;
  const buffer = new ArrayBuffer(count * pieces * 2 * OF_VERTEX);
  const [numbers, colours] = [new Float32Array(buffer), new Uint32Array(buffer)];
  const places = graph.mapNodes((_, look) => look);
  const lookOf = edgeLooks(drawing, shown);
  const opacity = opacitiesOf(received);
  const packed = new Map<EdgeLook, number>();
  let next = 0;
  for (let edge = 0; edge < count; edge += 1) {
    const look = lookOf(edge);
    if (!look) continue;
    const colour = packed.get(look) ?? colourOf(look.colour, opacity(look.reason));
    packed.set(look, colour);
    const [from, to] = [places[edges.source[edge] as number], places[edges.target[edge] as number]];
    if (!from || !to) continue;
    const put = ({ x, y }: Point) => {
      numbers[next] = x;
      numbers[next + 1] = y;
      colours[next + 2] = colour;
      next += 3;
    };
    const at = pieces === 1 ? null : curveOf(from, to);
    for (let piece = 0; piece < pieces; piece += 1) {
      put(at ? at(piece / pieces) : from);
      put(at ? at((piece + 1) / pieces) : to);
    }
  }
  return buffer.slice(0, 4 * next);
}

/** Red, green, blue and opacity in a number's four bytes, as they lie in memory. */
function colourOf(hex: string, opacity: number): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return new Uint32Array(
    Uint8Array.of(red as number, green as number, blue as number, Math.round(255 * opacity)).buffer,
  )[0] as number;
}

function program(gl: WebGL2RenderingContext): WebGLProgram {
  const made = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(kind);
    if (!shader) continue;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(made, shader);
  }
  gl.linkProgram(made);
  gl.useProgram(made);
  return made;
}

/** Where the matrix goes, once all else is bound. */
function viewOf(gl: WebGL2RenderingContext, made: WebGLProgram): WebGLUniformLocation | null {
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  const [place, colour] = [gl.getAttribLocation(made, "place"), gl.getAttribLocation(made, "colour")];
  gl.enableVertexAttribArray(place);
  gl.vertexAttribPointer(place, 2, gl.FLOAT, false, OF_VERTEX, 0);
  gl.enableVertexAttribArray(colour);
  gl.vertexAttribPointer(colour, 4, gl.UNSIGNED_BYTE, true, OF_VERTEX, 8);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  return gl.getUniformLocation(made, "view");
}

/** What part of the drawing is seen, and how large. */
function viewIn(sigma: Sigma<NodeLook>): string {
  const { width, height } = sigma.getDimensions();
  return [width, height, devicePixelRatio, ...matrixOf(sigma)].join(" ");
}

/** From the drawing's unit to WebGL's, by columns. */
function matrixOf(sigma: Sigma<NodeLook>): Float32Array {
  const { width, height } = sigma.getDimensions();
  const far = 1000;
  const [zero, right, up] = [
    { x: 0, y: 0 },
    { x: far, y: 0 },
    { x: 0, y: far },
  ].map((at) => {
    const { x, y } = sigma.graphToViewport(at);
    return { x: (2 * x) / width - 1, y: 1 - (2 * y) / height };
  }) as [Point, Point, Point];
  const part = (to: Point): [number, number, number] => [(to.x - zero.x) / far, (to.y - zero.y) / far, 0];
  return Float32Array.of(...part(right), ...part(up), zero.x, zero.y, 1);
}

interface Point {
  x: number;
  y: number;
}
