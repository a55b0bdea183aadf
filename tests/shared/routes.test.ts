// What is written to the companion's addresses is held to the URL table by tsc, which reads this file too: an expected
// error that does not come is one.

import { expectTypeOf, test } from "vitest";
import { analyse, ask, fetched, outcome } from "../../companion/window/companion";
import type { Answer, Body, FindingOf, Options } from "../../shared/wire/routes";
import type {
  Begun,
  CasePage,
  Graph,
  GraphRequest,
  Shared,
  Synchrony,
  Today,
} from "../../shared/wire/types.gen";

test("an answer's type follows from method and path", () => {
  expectTypeOf<Answer<"GET", "today">>().toEqualTypeOf<Today>();
  expectTypeOf<Answer<"GET", `cases/${number}`>>().toEqualTypeOf<CasePage>();
  expectTypeOf<Answer<"POST", "graph">>().toEqualTypeOf<Begun<Graph>>();
  expectTypeOf<Body<"POST", "graph">>().toEqualTypeOf<GraphRequest>();
  expectTypeOf<Body<"POST", "quit">>().toEqualTypeOf<undefined>();
  expectTypeOf<FindingOf<"synchrony">>().toEqualTypeOf<Synchrony>();
  expectTypeOf<Options<"shared">>().toHaveProperty("fdr");
});

test("what is no address, query or body does not compile", () => {
  expectTypeOf(async (begun: Begun<Shared>) => await outcome(begun)).returns.resolves.toEqualTypeOf<Shared>();
  const never = () => {
    // @ts-expect-error there is no such address
    void ask("GET", "yesterday");
    // @ts-expect-error this one is not asked by POST
    void ask("POST", "today");
    // @ts-expect-error a case has a number
    void ask("GET", `cases/${"name"}`);
    // @ts-expect-error the report has no such query
    void ask("GET", `cases/${1}/report?idioma=${"es"}`);
    // @ts-expect-error it wants a body
    void ask("POST", "cases/compare");
    // @ts-expect-error the body has no such field
    void ask("POST", "cases/compare", { one: 1, other: 2, third: 3 });
    // @ts-expect-error this analysis has no such option
    void analyse("activity", { options: { fdr: 0.1 } });
    // @ts-expect-error an answer in JSON is no file
    void fetched("today");
  };
  expectTypeOf(never).returns.toBeVoid();
});
