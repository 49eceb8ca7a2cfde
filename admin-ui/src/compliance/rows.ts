import { named } from "./identity";

const ROWS_MAX = 1000;

/** A number or an address in each line; what is neither goes to the server as a number, which says what is wrong with it. */
export const rowsOf = (text: string): ({ phone: string } | { email: string })[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, ROWS_MAX)
    .map((line) => {
      const it = named(line);
      if (it && "email" in it) return it;
      return it && "phone" in it ? it : line.includes("@") ? { email: line.slice(0, 500) } : { phone: line.slice(0, 100) };
    });
