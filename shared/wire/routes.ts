// What is sent to an address of the companion and what it answers, by its method and path.

import type { AnalysisTypes, Routes } from "./types.gen";

export type Method = keyof Routes;
export type Path<M extends Method> = keyof Routes[M] & string;

export type Answer<M extends Method, P extends Path<M>> = Routes[M][P] extends { answer: infer Given }
  ? Given
  : never;
/** What is sent there; undefined where nothing is. */
export type Body<M extends Method, P extends Path<M>> = Routes[M][P] extends { body: infer Sent }
  ? Sent
  : undefined;

/** A response whose JSON is of a known type. */
export interface Answered<Value> extends Response {
  json(): Promise<Value>;
}

export type AnalysisName = keyof AnalysisTypes;
export type Options<Name extends AnalysisName> = AnalysisTypes[Name]["options"];
export type FindingOf<Name extends AnalysisName> = AnalysisTypes[Name]["finding"];
