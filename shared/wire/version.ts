/** The wire this extension speaks: WIRE_VERSION of companion/core/wire/base.py. */
export const WIRE_VERSION = 2;
