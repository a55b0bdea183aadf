/** Whether two addresses are of one picture: hosts and signatures change at each loading, the path does not. */
export function isSamePicture(one: string | null | undefined, other: string | null): boolean {
  if (!one || !other || !URL.canParse(one) || !URL.canParse(other)) return false;
  return new URL(one).pathname === new URL(other).pathname;
}
