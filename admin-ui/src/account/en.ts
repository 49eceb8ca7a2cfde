/** Words of one's own account. */
const en = {
  nav: { account: "You and your party" },
  party: "Party",
  id: "Id",
  roles: "Roles",
  currency: "Currency",
  changePassword: "Change password",
  changeNote: "Every session of yours ends; you log in again with the new one.",
  old: "Password so far",
  new: "New password",
  newHint: "At least 12 characters.",
  again: "New password again",
  differ: "These two differ.",
  changed: "Changed. Log in with the new one.",
};
export default en;
