// Discs with a rim in the ground's colour, so that neighbours that touch are seen apart: Sigma's point, which takes a tenth
// of the time of its circle or of @sigma/node-border where no graphics card helps. A disc that hardly differs from the ground
// has a line around it, too.

import { NodePointProgram } from "sigma/rendering";
import type { NodeLook } from "./model";

/** Of a disc's radius. */
const RIM = "0.16";
const LINE = "0.22";

/** What a drawing stands out from its ground by, as WCAG asks of graphics. */
const CONTRAST = "3.0";
/** Less coloured is grey: accounts that are passed over, which are to be faint. */
const COLOURED = "0.08";

/** The program for a ground and an ink of these colours, `#rrggbb`. */
export function rimmedPoint(ground: string, ink: string): typeof NodePointProgram<NodeLook> {
  const shader = `
precision mediump float;
varying vec4 v_color;
varying float v_border;
const vec3 ground = vec3(${shares(ground)});
float light(vec3 colour) { return 0.05 + dot(pow(colour, vec3(2.2)), vec3(0.2126, 0.7152, 0.0722)); }
void main(void) {
  float within = 1.0 - 2.0 * length(gl_PointCoord - vec2(0.5));
  #ifdef PICKING_MODE
  gl_FragColor = within > 0.0 ? v_color : vec4(0.0);
  #else
  float soft = 2.0 * v_border;
  vec3 own = v_color.rgb;
  float contrast = max(light(own), light(ground)) / min(light(own), light(ground));
  float coloured = max(own.r, max(own.g, own.b)) - min(own.r, min(own.g, own.b));
  if (contrast < ${CONTRAST} && coloured > ${COLOURED}) {
    float inside = smoothstep(${RIM} + ${LINE} - soft / 2.0, ${RIM} + ${LINE} + soft / 2.0, within);
    own = mix(mix(own, vec3(${shares(ink)}), 0.5), own, inside);
  }
  float inner = smoothstep(${RIM} - soft / 2.0, ${RIM} + soft / 2.0, within);
  gl_FragColor = mix(vec4(ground, 1.0), vec4(own, v_color.a), inner) * smoothstep(0.0, soft, within);
  #endif
}`;
  return class extends NodePointProgram<NodeLook> {
    override getDefinition() {
      return { ...super.getDefinition(), FRAGMENT_SHADER_SOURCE: shader };
    }
  };
}

function shares(colour: string): string {
  return [1, 3, 5].map((at) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255).toFixed(4)).join();
}
