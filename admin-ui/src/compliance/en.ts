/** Words of the compliance's screens. `nav` has a label for each screen. */
const en = {
  nav: {} as Record<never, string>,
};
export default en;
