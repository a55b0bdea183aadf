import type { Adapter } from "../extension/adapters/adapter";

export declare function rows(adapters: readonly Adapter[]): string[];
export declare function withTable(readme: string, adapters: readonly Adapter[]): string;
