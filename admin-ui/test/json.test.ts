import { expect, test } from "vitest";
import { type Json, Obj, read, write } from "../src/verify/json";

test("what is not one value of JSON with integers is refused", () => {
  for (const bad of ["", "{", '{"a":1,"a":1}', "1.5", "1e3", "[1,]", "[1 2]", '"\\u12g4"', "tru", "9007199254740992", "{} {}", "NaN", "[".repeat(30)]) {
    expect(() => read(bad), bad).toThrow();
  }
});

test("it is written in the one canonical way", () => {
  const text = '{ "\\u20ac": "\\u0041\\/\\n\\u000f\\"", "b": [ true, null, -7 ], "a": {}, "\\ud83d\\ude00": [] }';
  expect(write(read(text))).toBe('{"a":{},"b":[true,null,-7],"\u20ac":"A/\\n\\u000f\\"","\u{1f600}":[]}');
});

test("members of another type end the check", () => {
  const object = Obj.of(read('{"n":1,"t":"x","l":[1]}'));
  for (const wrong of [() => object.text("n"), () => object.number("t"), () => object.object("t"), () => object.texts("l"), () => object.text("toString")]) {
    expect(wrong).toThrow();
  }
  expect(() => Obj.of(null as Json)).toThrow();
});
