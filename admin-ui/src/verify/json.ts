// JSON with integers only, and its one canonical text (RFC 8785). JSON.parse would let members named twice and fractions pass.

import { present, require } from "./bytes";

export type Json = Obj | Json[] | string | number | boolean | null;

/** An object, its members sorted. What is not there or of another type ends the check. */
export class Obj {
  private readonly members = new Map<string, Json>();

  static of(value: Json): Obj {
    if (!(value instanceof Obj)) throw new Error("no object");
    return value;
  }

  put(name: string, value: Json): void {
    require(!this.members.has(name), "a member twice");
    this.members.set(name, value);
  }

  names(): string[] {
    return [...this.members.keys()].sort();
  }

  has(name: string): boolean {
    return this.members.has(name);
  }

  /** Whether it has these members, given in order, and no others. */
  hasOnly(names: string): boolean {
    return this.names().join(" ") === names;
  }

  get(name: string): Json | undefined {
    return this.members.get(name);
  }

  text(name: string): string {
    const value = this.get(name);
    require(typeof value === "string", name + ": is no text");
    return value;
  }

  number(name: string): number {
    const value = this.get(name);
    require(typeof value === "number", name + ": is no number");
    return value;
  }

  object(name: string): Obj {
    const value = this.get(name);
    require(value instanceof Obj, name + ": is no object");
    return value;
  }

  objectOrEmpty(name: string): Obj {
    return this.has(name) ? this.object(name) : new Obj();
  }

  objects(name: string): Obj[] {
    return this.list(name).map(Obj.of);
  }

  texts(name: string): string[] {
    return this.list(name).map((item) => {
      if (typeof item !== "string") throw new Error("no text");
      return item;
    });
  }

  private list(name: string): Json[] {
    const value = this.has(name) ? this.get(name) : [];
    if (!Array.isArray(value)) throw new Error("no list");
    return value;
  }
}

export function read(text: string): Json {
  return new Reader(text).read();
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  read(): Json {
    const value = this.value(0);
    require(this.skip() === this.text.length, "more than one JSON value");
    return value;
  }

  private value(depth: number): Json {
    require(depth < 20, "JSON too deep");
    const c = this.charAt(this.skip());
    if (c === '"') return this.string();
    if (c === "{") return this.object(depth);
    if (c === "[") return this.list(depth);
    const word = present(/^[-0-9truefalsn]*/.exec(this.text.slice(this.at, this.at + 40)))[0];
    this.at += word.length;
    if (word === "true" || word === "false") return word === "true";
    if (word === "null") return null;
    if (!/^-?[0-9]+$/.test(word)) throw new Error("not JSON");
    const number = Number(word);
    require(Number.isSafeInteger(number), "a number too large");
    return number;
  }

  private object(depth: number): Obj {
    const object = new Obj();
    this.at++;
    while (this.charAt(this.skip()) !== "}") {
      if (object.names().length > 0) this.expect(",");
      this.skip();
      const name = this.string();
      this.expect(":");
      object.put(name, this.value(depth + 1));
    }
    this.at++;
    return object;
  }

  private list(depth: number): Json[] {
    const items: Json[] = [];
    this.at++;
    while (this.charAt(this.skip()) !== "]") {
      if (items.length > 0) this.expect(",");
      items.push(this.value(depth + 1));
    }
    this.at++;
    return items;
  }

  private string(): string {
    this.expect('"');
    let read = "";
    for (let c = this.charAt(this.at++); c !== '"'; c = this.charAt(this.at++)) {
      if (c === "\\") {
        c = this.charAt(this.at++);
        const escape = "bfnrt".indexOf(c);
        if (c === "u") {
          const digits = this.text.slice(this.at, this.at + 4);
          if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw new Error("not JSON");
          c = String.fromCharCode(parseInt(digits, 16));
          this.at += 4;
        } else if (escape >= 0) {
          c = "\b\f\n\r\t".charAt(escape);
        }
      }
      read += c;
    }
    return read;
  }

  private expect(c: string): void {
    require(this.charAt(this.skip()) === c, "not JSON");
    this.at++;
  }

  private skip(): number {
    while (this.at < this.text.length && " \t\r\n".includes(this.text.charAt(this.at))) this.at++;
    return this.at;
  }

  private charAt(at: number): string {
    if (at >= this.text.length) throw new Error("cut off");
    return this.text.charAt(at);
  }
}

export function write(value: Json): string {
  if (value instanceof Obj) {
    return "{" + value.names().map((name) => quoted(name) + ":" + write(value.get(name) ?? null)).join(",") + "}";
  }
  if (Array.isArray(value)) return "[" + value.map(write).join(",") + "]";
  return typeof value === "string" ? quoted(value) : String(value);
}


function quoted(text: string): string {
  let quoted = '"';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    const escape = '\b\f\n\r\t"\\'.indexOf(c);
    if (escape >= 0) quoted += "\\" + 'bfnrt"\\'.charAt(escape);
    else if (c < " ") quoted += "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0");
    else quoted += c;
  }
  return quoted + '"';
}
