/** Addresses of the pictures that Instagram and Threads show where there is none. */
export const META_PLACEHOLDERS = [
  "[^?]*/44884218_345707102882519_2446069589734326272_n\\.jpg",
  "[^?]*/464760996_1254146839119862_3605321457742435801_n\\.png",
];
