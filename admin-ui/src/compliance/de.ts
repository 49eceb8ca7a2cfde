import type { Same } from "../app/texts";
import type en from "./en";

const de: Same<typeof en> = {
  nav: {},
};
export default de;
